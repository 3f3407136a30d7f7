/** Recorded requests of Anthropic through the door and out again: what leaves means what came. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeMessagesRequest } from '#anthropic/decode-request.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { anthropic } from '#providers/anthropic/adapter.ts';
import { dialectOf } from '#test/recorded/dialects.ts';
import { readExchanges, recordedProviders, SKIP_MESSAGE } from '#test/recorded/exchanges.ts';

const names = recordedProviders();
test('recorded requests of Anthropic', { skip: names.length === 0 && SKIP_MESSAGE }, () => undefined);

for (const name of names) {
  const exchanges = readExchanges(name).filter((exchange) => dialectOf(exchange)?.name === 'anthropic');
  if (exchanges.length === 0) continue;
  describe(`requests of ${name}`, () => {
    for (const { name: exchange, request } of exchanges) {
      test(exchange, () => {
        assert.ok(isJsonObject(request.body));
        assert.deepEqual(meaningOf(passThrough(request.body)), meaningOf(request.body));
      });
    }
  });
}

function passThrough(body: JsonObject): JsonObject {
  const { request, model = '', stream } = decodeMessagesRequest(body, () => undefined);
  const { wire, warnings } = anthropic.encode({
    baseUrl: 'https://vendor.example',
    options: anthropic.options.parse({}),
    request,
    upstreamModel: model,
    stream,
  });
  assert.deepEqual(warnings, []);
  assert.ok(isJsonObject(wire.body));
  return wire.body;
}

/** Texts as lists of blocks, neighbours of one role as one, absent and default alike. */
function meaningOf(body: JsonObject): JsonObject {
  const { messages, system, stream, tool_choice, tools, ...rest } = body;
  return {
    ...withoutNull(rest),
    system: blocksOf(system ?? []).map(plain),
    stream: stream ?? false,
    tool_choice: isJsonObject(tool_choice) && tool_choice.type !== 'auto' ? plain(tool_choice) : null,
    tools: listOf(tools).map(plainTool).sort(byName),
    messages: turnsOf(listOf(messages)),
  };
}

function turnsOf(messages: readonly Json[]): Json[] {
  const turns: { role: Json; content: JsonObject[] }[] = [];
  for (const message of messages) {
    assert.ok(isJsonObject(message));
    const { role = '', content } = message;
    const blocks = blocksOf(content ?? []).map(plain);
    const last = turns.at(-1);
    if (last?.role === role && role !== 'system') last.content.push(...blocks);
    else turns.push({ role, content: blocks });
  }
  return turns.map(({ role, content }) => ({ role, content: content.filter(saysSomething) }));
}

function saysSomething({ type, text }: JsonObject): boolean {
  return type !== 'text' || text !== '';
}

function blocksOf(content: Json): JsonObject[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : (content as JsonObject[]);
}

function plain(block: JsonObject): JsonObject {
  const known = withoutNull(block);
  if (known.type !== 'tool_result') return known;
  const { is_error: isError = false, ...rest } = known;
  return { ...rest, content: blocksOf(known.content ?? []).map(plain), ...(isError === true && { is_error: true }) };
}

/** Servers' own tools stand behind the others. */
function plainTool(tool: Json): JsonObject {
  assert.ok(isJsonObject(tool));
  const { type, ...rest } = withoutNull(tool);
  return type === undefined || type === 'custom' ? rest : { type, ...rest };
}

function byName(left: JsonObject, right: JsonObject): number {
  return String(left.name) < String(right.name) ? -1 : 1;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function withoutNull(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}
