/** Recorded answers of Anthropic through the adapter and out of the door of its wire: block by block what Anthropic said. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createEventEncoder } from '#anthropic/encode-events.ts';
import { encodeMessage } from '#anthropic/encode-message.ts';
import { anthropic } from '#providers/anthropic/adapter.ts';
import { decodeBytes, fold } from '#test/providers/streams.ts';
import { dialectOf, isStreamed, partsOf } from '#test/recorded/dialects.ts';
import { bodyOf, type Exchange, readExchanges, recordedProviders, SKIP_MESSAGE } from '#test/recorded/exchanges.ts';
import { type Foreign, jsonLinesOf } from '#test/recorded/expectation.ts';

const WHO = { id: 'chat_1', model: 'house-model', created: 1 };
const names = recordedProviders();
test('recorded answers of Anthropic, again', { skip: names.length === 0 && SKIP_MESSAGE }, () => undefined);

for (const name of names) {
  const exchanges = readExchanges(name).filter(
    (exchange) => dialectOf(exchange)?.name === 'anthropic' && exchange.response.status === 200,
  );
  if (exchanges.length === 0) continue;
  describe(`answers of ${name}`, () => {
    for (const exchange of exchanges) test(exchange.name, () => judge(exchange));
  });
}

function judge(exchange: Exchange): void {
  const bytes = bodyOf(exchange);
  if (!isStreamed(exchange)) {
    const said: Foreign = JSON.parse(bytes.toString('utf8'));
    const again: Foreign = JSON.parse(encodeMessage(anthropic.decodeResult(said), WHO));
    assert.deepEqual(inOrder(again.content), inOrder(said.content));
    assertEnd(again, said);
    return;
  }
  const said = assembled(partsOf(exchange));
  const events = decodeBytes(anthropic, [bytes]);
  const encoder = createEventEncoder(WHO);
  const again = assembled(jsonLinesOf(encoder.encode(events) + encoder.end()));
  assert.deepEqual(again.content.map(plain), said.content.map(plain));
  assertEnd(again, said);
  const whole: Foreign = JSON.parse(encodeMessage(fold(events), WHO));
  assert.deepEqual(inOrder(whole.content), inOrder(said.content));
}

function assertEnd(again: Foreign, said: Foreign): void {
  const count = (usage: Foreign, name: string): number => usage[name] ?? 0;
  for (const name of ['input_tokens', 'output_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'])
    assert.equal(count(again.usage, name), count(said.usage, name), name);
  assert.deepEqual(
    [again.stop_reason, again.stop_sequence, again.container ?? null],
    [said.stop_reason, said.stop_sequence ?? null, said.container ?? null],
  );
}

/** In a whole answer thinking stands first and calls stand last; empty texts say nothing. */
function inOrder(content: readonly Foreign[]): readonly Foreign[] {
  const placeOf = ({ type }: Foreign): number => (/thinking/.test(type) ? 0 : type === 'tool_use' ? 2 : 1);
  return joinedTexts(content.map(plain)).toSorted((left, right) => placeOf(left) - placeOf(right));
}

/** Texts without citations that stand side by side are one. */
function joinedTexts(content: readonly Foreign[]): readonly Foreign[] {
  const thoughts = content.filter(({ type }) => /thinking|tool_use$/.test(type) && type !== 'server_tool_use');
  const others = content.filter((block) => !thoughts.includes(block) && block.text !== '');
  const joined: Foreign[] = [];
  for (const block of others) {
    const last = joined.at(-1);
    const isOne = last?.type === 'text' && block.type === 'text' && !last.citations && !block.citations;
    if (isOne) joined[joined.length - 1] = { ...last, text: last.text + block.text };
    else joined.push(block);
  }
  return [...thoughts, ...joined];
}

/** Empty and absent are the same, and so is the usual caller of the caller's own tools. */
function plain(block: Foreign): Foreign {
  const isUsual = (name: string): boolean =>
    name === 'caller' && block.type === 'tool_use' && block.caller?.type === 'direct';
  const said = Object.entries(block).filter(
    ([name, value]) => (value !== null || name === 'content') && !isUsual(name),
  );
  const { citations = [], ...rest } = Object.fromEntries(said) as Foreign;
  return citations.length > 0 ? { ...rest, citations } : rest;
}

function assembled(events: readonly Foreign[]): Foreign {
  const message: Foreign = { content: [], usage: {} };
  for (const { type, index, message: head, content_block: begun, delta, usage } of events) {
    if (type === 'message_start') Object.assign(message.usage, head.usage);
    if (type === 'content_block_start') message.content[index] = { ...begun, pieces: [] };
    if (type === 'message_delta') {
      Object.assign(message, delta);
      Object.assign(message.usage, usage);
    }
    const block = message.content[index];
    if (type === 'content_block_stop') {
      const { pieces, ...rest } = block;
      message.content[index] = pieces.length > 0 ? { ...rest, input: JSON.parse(pieces.join('') || '{}') } : rest;
    }
    if (type !== 'content_block_delta') continue;
    if (delta.type === 'text_delta') block.text += delta.text;
    else if (delta.type === 'thinking_delta') block.thinking += delta.thinking;
    else if (delta.type === 'signature_delta') block.signature = delta.signature;
    else if (delta.type === 'citations_delta') block.citations = [...(block.citations ?? []), delta.citation];
    else block.pieces.push(delta.partial_json);
  }
  return message;
}
