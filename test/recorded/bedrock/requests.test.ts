/** Recorded requests of Converse as a caller's, and out again: what leaves means what was recorded. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isJsonObject } from '#core/json.ts';
import { bedrock } from '#providers/bedrock/adapter.ts';
import { readConverse } from '#test/recorded/bedrock/read-converse.ts';
import { dialectOf } from '#test/recorded/dialects.ts';
import { type Exchange, readExchanges, recordedProviders, SKIP_MESSAGE } from '#test/recorded/exchanges.ts';
import type { Foreign } from '#test/recorded/expectation.ts';

const names = recordedProviders();

test('recorded requests of Bedrock', { skip: names.length === 0 && SKIP_MESSAGE }, () => undefined);

for (const name of names) {
  const exchanges = readExchanges(name).filter((exchange) => dialectOf(exchange)?.name === 'bedrock');
  if (exchanges.length === 0) continue;
  describe(`requests of ${name}`, () => {
    for (const exchange of exchanges) test(exchange.name, () => judge(exchange));
  });
}

function judge({ request: { path, body } }: Exchange): void {
  assert.ok(isJsonObject(body));
  const [, model = '', operation = ''] = /\/model\/([^/]+)\/(converse(?:-stream)?)$/.exec(path) ?? [];
  const { wire, warnings } = bedrock.encode({
    baseUrl: '',
    options: bedrock.options.parse({}) as never,
    request: readConverse(body),
    upstreamModel: decodeURIComponent(model),
    stream: operation === 'converse-stream',
  });
  assert.deepEqual(warnings, []);
  assert.equal(decodeURIComponent(wire.url), decodeURIComponent(path));
  assert.deepEqual(meaningOf(wire.body), meaningOf(body));
}

/** Silence and defaults are the same, and so are two messages of one role and one with the content of both. */
function meaningOf(body: Foreign): Foreign {
  const { system = [], inferenceConfig = {}, toolConfig = {}, messages, outputConfig, ...rest } = body;
  const { tools = [], toolChoice } = toolConfig;
  const schema = outputConfig?.textFormat.structure.jsonSchema;
  return {
    ...rest,
    system,
    inferenceConfig,
    tools,
    toolChoice: toolChoice?.auto ? undefined : toolChoice,
    messages: inTurns(messages),
    form: schema && { ...schema, schema: JSON.parse(schema.schema) },
  };
}

interface Turn {
  readonly role: string;
  readonly content: Foreign[];
}

function inTurns(messages: readonly Turn[]): Turn[] {
  const turns: Turn[] = [];
  for (const { role, content } of messages) {
    const blocks = content.map(plainBlock).filter(({ text }: Foreign) => text !== '');
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...blocks);
    else turns.push({ role, content: blocks });
  }
  return turns;
}

/** A result without a status is one that succeeded. */
function plainBlock({ toolResult, ...block }: Foreign): Foreign {
  if (!toolResult) return block;
  const { status = 'success', ...result } = toolResult;
  return { toolResult: { ...result, status } };
}
