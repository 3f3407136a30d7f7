/** A process that writes calls until it is killed, and says after each flush which are kept. Run by `kill.test.ts`. */
import { Secret } from '#core/secret.ts';
import { openStore } from '#store/open-store.ts';
import { aCall } from '#test/store/a-call.ts';

const [file = ''] = process.argv.slice(2);
const clock = { now: () => Date.now(), elapsed: () => performance.now() };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const secretKey = { current: new Secret(new Uint8Array(32).fill(7)), others: [] };
const { calls } = await openStore({ file, secretKey, clock, log });

for (let index = 0; ; ) {
  for (const end = index + 20; index < end; index += 1) calls.append(aCall(`chat_${index}`));
  await calls.flush();
  process.stdout.write(`${index}\n`);
}
