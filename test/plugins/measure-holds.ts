/** Runs evil patterns and inputs through plugins, and measures how long each holds the event loop. */
import { setImmediate } from 'node:timers/promises';
import type { ChatStream } from '#core/chat/event.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import type { JsonObject } from '#core/json.ts';
import type { AnyPlugin } from '#core/plugin.ts';
import { acl } from '#plugins/acl/plugin.ts';
import { outputSchema } from '#plugins/output-schema/plugin.ts';
import { patternGuard } from '#plugins/pattern-guard/plugin.ts';
import { piiRedactor } from '#plugins/pii-redactor/plugin.ts';
import { promptInjection } from '#plugins/prompt-injection/plugin.ts';
import { toolFilter } from '#plugins/tool-filter/plugin.ts';
import { bindPlugin, callThrough, createBench, textResult, userRequest } from '#test/plugins/chain.ts';
import { EVIL_PATTERNS, type Evil } from '#test/plugins/evil-patterns.ts';

export interface Holds {
  readonly plugin: string;
  readonly runs: number;
  readonly holdMs: number;
  /** What held it so long. */
  readonly at: string;
}

type Configure = (evil: Evil) => JsonObject;

const GLOB = (pattern: string): string => `*${pattern.replaceAll(/[^*a-z]/gi, '*')}*`.slice(0, 128);

const CASES: readonly (readonly [string, AnyPlugin, Configure])[] = [
  ['pattern-guard, deny', patternGuard, ({ pattern }) => ({ deny: [nonEmpty(pattern)], action: 'mask' })],
  ['pattern-guard, allow', patternGuard, ({ pattern }) => ({ allow: [pattern], action: 'flag' })],
  [
    'output-schema',
    outputSchema,
    ({ pattern }) => ({ schema: { type: 'object', properties: { text: { type: 'string', pattern } } } }),
  ],
  ['pii-redactor', piiRedactor, () => piiRedactor.example],
  ['prompt-injection', promptInjection, () => promptInjection.example],
  ['acl', acl, ({ pattern }) => ({ rules: [{ effect: 'deny', models: [GLOB(pattern)] }], otherwise: 'allow' })],
  ['tool-filter', toolFilter, ({ pattern }) => ({ deny: [GLOB(pattern)] })],
];

export async function measureHolds(length: number): Promise<readonly Holds[]> {
  const all: Holds[] = [];
  for (const [plugin, type, configure] of CASES) {
    let most = { holdMs: 0, at: 'nothing' };
    let runs = 0;
    for (const evil of EVIL_PATTERNS) {
      const holdMs = await holdOf(() => run(type, configure(evil), evil.attack(length)));
      runs += 1;
      if (holdMs > most.holdMs) most = { holdMs, at: evil.pattern };
    }
    all.push({ plugin, runs, ...most });
  }
  return all;
}

/** A pattern that matches nothing at all cannot be denied. */
function nonEmpty(pattern: string): string {
  return patternGuard.config.safeParse({ deny: [pattern] }).success ? pattern : `x(?:${pattern})`;
}

/** Compiled, then in the prompt, in a whole answer, in one that comes in pieces, and in the name of a tool. */
async function run(plugin: AnyPlugin, config: JsonObject, text: string): Promise<void> {
  const bench = createBench();
  const chain = [bindPlugin(plugin, config, bench.tools('evil'))];
  const tools = [{ name: text.slice(0, 64), inputSchema: { type: 'object' } }];
  await callThrough({ bench, chain, request: userRequest(text, { tools }) });
  const answer = JSON.stringify({ text });
  await callThrough({ bench, chain, answer: textResult(answer) });
  await callThrough({ bench, chain, answer: () => inReads(answer) });
}

/** As sockets bring it: a little at a time, each in a turn of its own. */
async function* inReads(text: string): ChatStream {
  for (const event of unfoldChat(textResult(text))) {
    const pieces = event.type === 'text-delta' ? (event.text.match(/[\s\S]{1,50}/g) ?? []) : [undefined];
    for (const piece of pieces) {
      await setImmediate();
      yield [piece === undefined || event.type !== 'text-delta' ? event : { ...event, text: piece }];
    }
  }
}

/** The longest time between two turns of the loop while something runs. */
async function holdOf(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let ticking = true;
  const tick = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (ticking) void setImmediate().then(tick);
  };
  void setImmediate().then(tick);
  await work();
  tick();
  ticking = false;
  return longest;
}
