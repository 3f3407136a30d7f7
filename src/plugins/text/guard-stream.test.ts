import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatEvent } from '#core/chat/event.ts';
import { guardStream, type OpenScanner } from '#plugins/text/guard-stream.ts';

/** Holds everything back and masks the word. */
const open: OpenScanner = (onFound) => {
  let held = '';
  return {
    push(piece) {
      held += piece;
      return '';
    },
    end() {
      if (held.includes('secret')) onFound();
      return held.replaceAll('secret', '***');
    },
  };
};

const logprobs = { content: [{ token: 'sec', logprob: -1 }] };
const EVENTS: readonly ChatEvent[] = [
  { type: 'text-delta', choice: 0, text: 'sec', logprobs },
  { type: 'text-delta', choice: 0, text: 'ret', logprobs },
  { type: 'choice-finish', choice: 0, reason: { unified: 'stop', raw: null } },
  {
    type: 'finish',
    usage: { estimated: false },
    extra: { service_tier: 'flex', choices: [{ index: 0, logprobs }] },
  },
];

test('a text that was masked does not come out token by token', () => {
  const step = guardStream(open);
  const events = EVENTS.flatMap((event) => [...step(event)]);
  assert.deepEqual(events[0], { type: 'text-delta', choice: 0, text: '***' });
  assert.deepEqual(events.at(-1), {
    type: 'finish',
    usage: { estimated: false },
    extra: { service_tier: 'flex', choices: [{ index: 0 }] },
  });
});
