/** `npm run demo`: a working route without an account anywhere, set up the way an administrator would. */
import type { WriteOptions } from '#admin/change-config.ts';
import { quickStart } from '#admin/quick-start/quick-start.ts';
import { StartProblem } from '#src/app/listen.ts';
import type { App } from '#src/app.ts';

export interface DemoSetup {
  /** A first call to try, ready for a shell. */
  readonly curl: string;
}

const PATH = '/test';
const QUESTION = 'How does an AI gateway work?';

const DEMO = {
  provider: { kind: 'demo', resource: { name: 'demo', displayName: 'Demo' } },
  model: { name: 'demo-1', upstreamModel: 'demo-1' },
  route: { name: 'test', path: PATH, access: 'anonymous' },
  plugins: [
    {
      type: 'prompt-decorator',
      name: 'chuck-norris',
      config: { prepend: [{ role: 'system', content: 'End every answer with a Chuck Norris quote.' }] },
    },
    { type: 'rate-limit', name: 'sixty-a-minute', config: { limits: [{ limit: 60, window: '1m' }], per: 'address' } },
  ],
} as const;

/** Does nothing where something is configured already. @throws StartProblem */
export async function setUpDemo({ admin, publicUrl }: App): Promise<DemoSetup> {
  const { document } = await admin.store.config.load();
  if (document.providers.length === 0) {
    const context = {
      session: { actor: { kind: 'system', id: null, displayName: 'Demo' } },
      requestId: 'demo',
      address: '',
      deps: admin,
    } as const;
    const options: WriteOptions = { dryRun: false, comment: 'Set up by npm run demo.' };
    const outcome = await quickStart(DEMO, context, options);
    if (outcome.type === 'refused') {
      throw new StartProblem(
        `The demo could not be set up: ${outcome.problems.map(({ message }) => message).join(' ')}`,
      );
    }
  }
  const body = JSON.stringify({ messages: [{ role: 'user', content: QUESTION }] });
  return { curl: `curl ${publicUrl}${PATH} -H 'content-type: application/json' -d '${body}'` };
}
