/** Personal data on its way to the model and back, cut at every place. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ChatBatch, ChatEvent } from '#core/chat/event.ts';
import { textOf } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { DETECTORS } from '#plugins/pii-redactor/detectors.ts';
import { findEntities } from '#plugins/pii-redactor/find-entities.ts';
import { piiRedactor } from '#plugins/pii-redactor/plugin.ts';
import { bindPlugin, callThrough, createBench, userRequest } from '#test/plugins/chain.ts';

const FORBIDDEN = {
  email: 'ada.lovelace+x@analytical.engine.example.org',
  phone: '+44 20 7946 0958',
  card: '4111 1111 1111 1111',
  iban: 'GB82 WEST 1234 5698 7654 32',
  'national-id': '078-05-1120',
  'ip-address': '203.0.113.77',
  secret: 'sk-proj-abcdefghijklmnop0123456789',
  name: 'Grace Brewster Hopper',
} as const;

const EVERYTHING: JsonObject = { detect: Object.keys(FORBIDDEN), names: [FORBIDDEN.name], action: 'replace' };
const KEY_BLOCK =
  '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\nabcdefgh/ijkl+mnop==\n-----END RSA PRIVATE KEY-----';

type Channel = 'text' | 'refusal' | 'reasoning' | 'tool';

function answerOf(text: string, channel: Channel, cut: (text: string) => readonly string[]): readonly ChatBatch[] {
  const delta = (piece: string): ChatEvent => {
    if (channel === 'tool') return { type: 'tool-call-delta', choice: 0, index: 0, input: piece };
    return { type: `${channel}-delta`, choice: 0, text: piece };
  };
  const open: ChatBatch =
    channel === 'tool' ? [{ type: 'tool-call-start', choice: 0, index: 0, id: 'c', name: 'f' }] : [];
  const close: ChatBatch = channel === 'tool' ? [{ type: 'tool-call-end', choice: 0, index: 0 }] : [];
  return [
    [{ type: 'start', id: 'a', model: 'm', warnings: [] }, ...open],
    ...cut(text).map((piece) => [delta(piece)]),
    [
      ...close,
      { type: 'choice-finish', choice: 0, reason: { unified: 'stop', raw: 'stop' } },
      { type: 'finish', usage: { estimated: false } },
    ],
  ];
}

/** Every way to begin cutting into pieces of this length. */
function cutsOf(length: number): ((text: string) => readonly string[])[] {
  return Array.from({ length }, (_, offset) => (text: string) => {
    const pieces = offset === 0 ? [] : [text.slice(0, offset)];
    for (let at = offset; at < text.length; at += length) pieces.push(text.slice(at, at + length));
    return pieces;
  });
}

const shown = (events: readonly ChatEvent[]): string => JSON.stringify(events);
const saidBy = (events: readonly ChatEvent[]): string =>
  events.map((event) => ('text' in event ? event.text : event.type === 'tool-call-delta' ? event.input : '')).join('');

test('nothing personal leaves in any piece of an answer, however it is cut', async (context) => {
  let tried = 0;
  for (const channel of ['text', 'refusal', 'reasoning', 'tool'] as const) {
    for (const [type, value] of Object.entries({ ...FORBIDDEN, key: KEY_BLOCK })) {
      const text = `It was ${value}, they said; and ${value} again.`;
      const whole = await pass(answerOf(text, channel, (all) => [all]));
      for (let length = 1; length <= 7; length += 1) {
        for (const cut of cutsOf(length)) {
          const events = await pass(answerOf(text, channel, cut));
          tried += 1;
          const said = saidBy(events);
          assert.ok(!shown(events).includes(value) && !said.includes(value), `${type} in ${channel}: ${said}`);
          assert.equal(said, saidBy(whole));
          const parts = value.split(/[\s.@-]+/).filter((part) => part.length > 5);
          for (const part of parts) assert.ok(!said.includes(part), `${part} of ${type} in ${channel}: ${said}`);
        }
      }
    }
  }
  context.diagnostic(`${tried} cuts tried`);
});

async function pass(answer: readonly ChatBatch[]): Promise<readonly ChatEvent[]> {
  const bench = createBench();
  const chain = [bindPlugin(piiRedactor, EVERYTHING, bench.tools('guard'))];
  const { events, error } = await callThrough({ bench, chain, request: userRequest('Hello'), answer });
  assert.equal(error, undefined);
  return events;
}

test('a token of any length goes whole, and a word of any length leaves as it is', async () => {
  const token = `eyJ${'a'.repeat(3_000)}.eyJ${'b'.repeat(3_000)}.${'c'.repeat(3_000)}`;
  for (const length of [1, 7, 1_000]) {
    const events = await pass(answerOf(`Use ${token} now.`, 'text', cutsOf(length)[0] ?? ((all) => [all])));
    assert.equal(saidBy(events), 'Use [SECRET] now.');
  }
  const word = 'x'.repeat(20_000);
  assert.equal(saidBy(await pass(answerOf(word, 'text', (all) => all.match(/.{1,5}/g) ?? []))), word);
});

test('the caller reads its own data again, however the placeholder is cut', async (context) => {
  const config = { ...EVERYTHING, action: 'mask' };
  const [email, card] = [FORBIDDEN.email, FORBIDDEN.card];
  let tried = 0;
  for (const channel of ['text', 'reasoning', 'tool'] as const) {
    for (let length = 1; length <= 9; length += 1) {
      for (const cut of cutsOf(length)) {
        const bench = createBench();
        const chain = [bindPlugin(piiRedactor, config, bench.tools('guard'))];
        const answer = answerOf('I wrote to [EMAIL_1] and charged [CARD_1], not [EMAIL_2] or [x].', channel, cut);
        const request = userRequest(`Write to ${email}, charge ${card}, and tell ${email}.`);
        const { events, asked } = await callThrough({ bench, chain, request, answer });
        tried += 1;
        assert.equal(
          textOf(asked?.messages[0]?.content ?? []),
          'Write to [EMAIL_1], charge [CARD_1], and tell [EMAIL_1].',
        );
        assert.equal(saidBy(events), `I wrote to ${email} and charged ${card}, not [EMAIL_2] or [x].`);
      }
    }
  }
  context.diagnostic(`${tried} cuts tried`);
});

test('a placeholder that the caller wrote stays its own', async () => {
  const bench = createBench();
  const chain = [bindPlugin(piiRedactor, { action: 'mask' }, bench.tools('guard'))];
  const request = userRequest(`What is [EMAIL_1]? Mine is ${FORBIDDEN.email}.`);
  const { events, asked } = await callThrough({
    bench,
    chain,
    request,
    answer: answerOf('[EMAIL_1] is a sign, [EMAIL_2] is yours.', 'text', (text) => [text]),
  });
  assert.equal(textOf(asked?.messages[0]?.content ?? []), 'What is [EMAIL_1]? Mine is [EMAIL_2].');
  assert.equal(saidBy(events), `[EMAIL_1] is a sign, ${FORBIDDEN.email} is yours.`);
});

test('blocks, flags and tells what kind was found and never the text', async () => {
  const bench = createBench();
  const run = (action: string) =>
    callThrough({
      bench,
      chain: [bindPlugin(piiRedactor, { action }, bench.tools(action))],
      request: userRequest(`Mail ${FORBIDDEN.email}`),
    });
  const blocked = await run('block');
  assert.equal(blocked.error?.code, 'GUARDRAIL_BLOCKED');
  assert.equal(blocked.asked, undefined);
  assert.ok(!JSON.stringify([blocked.error?.message, blocked.report]).includes(FORBIDDEN.email));
  const flagged = await run('flag');
  assert.equal(textOf(flagged.asked?.messages[0]?.content ?? []), `Mail ${FORBIDDEN.email}`);
  const [finding] = flagged.report.findings;
  assert.deepEqual([finding?.category, finding?.action, finding?.stage], ['pii.email', 'flagged', 'request']);
});

test('no card, account or id whose check digits are wrong', () => {
  for (const text of [
    '4111 1111 1111 1112',
    'GB82 WEST 1234 5698 7654 33',
    '12345678A',
    '123.456.789-00',
    '000-12-3456',
  ]) {
    const found = findEntities(`It is ${text} here`, DETECTORS).filter(({ type }) => type !== 'phone');
    assert.deepEqual(found, [], text);
  }
  for (const text of ['12345678Z', 'X1234567L', '529.982.247-25', '2 55 08 14 168 025 38', 'AB 12 34 56 C'])
    assert.equal(findEntities(`It is ${text} here`, DETECTORS)[0]?.type, 'national-id', text);
});

const LABELS: Readonly<Record<string, string>> = {
  CREDIT_CARD: 'card',
  EMAIL_ADDRESS: 'email',
  PHONE_NUMBER: 'phone',
  IBAN_CODE: 'iban',
  US_SSN: 'national-id',
  IP_ADDRESS: 'ip-address',
};
const FOLDER = process.env.GATEHOUSE_PII_DIR ?? '';
const FILE = join(FOLDER, 'presidio-600.json');

interface Labelled {
  readonly full_text: string;
  readonly spans: readonly {
    readonly entity_type: string;
    readonly start_position: number;
    readonly end_position: number;
  }[];
}

test('finds what people have labelled', {
  skip: (FOLDER === '' || !existsSync(FILE)) && 'GATEHOUSE_PII_DIR is not set: no labelled texts were read.',
}, (context) => {
  const tally = new Map<string, { hit: number; missed: number; wrong: number }>();
  const of = (type: string) => {
    const counts = tally.get(type) ?? { hit: 0, missed: 0, wrong: 0 };
    tally.set(type, counts);
    return counts;
  };
  for (const { full_text: text, spans } of JSON.parse(readFileSync(FILE, 'utf8')) as readonly Labelled[]) {
    const found = findEntities(text, DETECTORS);
    const wanted = spans.flatMap(({ entity_type, start_position: start, end_position: end }) => {
      const type = LABELS[entity_type];
      return type === undefined ? [] : [{ type, start, end }];
    });
    for (const { type, start, end } of wanted) {
      const isHit = found.some((entity) => entity.type === type && entity.start <= start && entity.end >= end);
      of(type)[isHit ? 'hit' : 'missed'] += 1;
    }
    for (const { type, start, end } of found)
      if (!wanted.some((label) => label.type === type && start < label.end && label.start < end)) of(type).wrong += 1;
  }
  for (const [type, { hit, missed, wrong }] of tally) {
    const [recall, precision] = [hit / (hit + missed), hit / (hit + wrong)];
    context.diagnostic(`${type}: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)} of ${hit + missed}`);
    assert.ok(recall >= 0.95 && precision >= 0.95, type);
  }
});
