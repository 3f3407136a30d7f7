/** `npm run login-link`: a link for the gateway that uses the same data folder, whether or not it runs now. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createSignIn } from '#admin/sign-in.ts';
import { systemClock as clock } from '#observe/clock.ts';
import { createLog } from '#observe/log.ts';
import { StartProblem } from '#src/app/listen.ts';
import type { Settings } from '#src/settings.ts';
import { createMemoryKeyValue } from '#src/state/memory-key-value.ts';
import { openStore } from '#store/open-store.ts';
import { loadSecretKey } from '#store/secret-key.ts';

export async function printLoginLink(settings: Settings, print: (line: string) => void): Promise<void> {
  const { admin, dataDirectory, adminToken, publicUrl, host, port } = settings;
  if (admin.type === 'off') throw new StartProblem('The admin surface is switched off (GATEHOUSE_ADMIN=off).');
  const file = join(dataDirectory, 'gatehouse.db');
  if (!existsSync(file)) {
    throw new StartProblem(
      `There is no database at ${file}. Start the gateway once, or set GATEHOUSE_DATA_DIR to its folder.`,
    );
  }
  const secretKey = await loadSecretKey({ fromSettings: settings.secretKey, file: join(dataDirectory, 'secret.key') });
  const store = await openStore({ file, secretKey, clock, log: createLog({ level: 'warn' }) });
  try {
    const keyValue = createMemoryKeyValue({ clock, maxEntries: 1, maxBytes: 1_000 });
    const signIn = createSignIn({ sessions: store.sessions, keyValue, clock, adminToken, publicUrl });
    const place = admin.type === 'apart' ? admin : { host, port };
    const shown = place.host.includes(':') ? `[${place.host}]` : place.host;
    print(await signIn.createLoginLink(`http://${shown}:${place.port}`));
  } finally {
    await store.close();
  }
}
