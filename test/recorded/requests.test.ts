/**
 * Recorded requests of the OpenAI dialect through the door and out again: what leaves means what came. What the door does
 * not take it refuses by name.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { type DecodedRequest, decodeRequest } from '#openai/decode-request.ts';
import { openai } from '#providers/openai.ts';
import { openaiCompatible } from '#providers/openai-compatible.ts';
import { dialectOf } from '#test/recorded/dialects.ts';
import { type Exchange, readExchanges, recordedProviders, SKIP_MESSAGE } from '#test/recorded/exchanges.ts';

const names = recordedProviders();

test('recorded requests', { skip: names.length === 0 && SKIP_MESSAGE }, () => undefined);

for (const name of names) {
  const exchanges = readExchanges(name).filter((exchange) => dialectOf(exchange)?.name === 'openai');
  if (exchanges.length === 0) continue;
  describe(`requests of ${name}`, () => {
    for (const exchange of exchanges)
      test(exchange.name, (context) => judge(exchange, (line) => context.diagnostic(line)));
  });
}

function judge({ request, provider }: Exchange, report: (line: string) => void): void {
  const { body } = request;
  assert.ok(isJsonObject(body));
  const decoded = decodeOrRefusal(body);
  if (decoded instanceof GatewayError) {
    const issues = decoded.details.issues ?? [];
    assert.ok(issues.length > 0 && issues.every(({ path }) => path.length > 0), 'refused without a name');
    for (const { path, message } of issues) report(`refused: ${path.join('.')}: ${message}`);
    return;
  }
  const again = encodeAgain(provider, decoded);
  const meaning = meaningOf(body, provider);
  assert.deepEqual(meaningOf(again, provider), meaning);
  // Once more, so that what the door made of it is the same too.
  const twice = decodeOrRefusal(again);
  assert.ok(!(twice instanceof GatewayError));
  assert.deepEqual(meaningOf(encodeAgain(provider, twice), provider), meaning);
}

/** OpenAI's own server refuses reasoning of earlier turns; others want it. */
function encodeAgain(provider: string, { request, model = '', stream }: DecodedRequest): JsonObject {
  const adapter = provider === 'openai' ? openai : openaiCompatible;
  const options = adapter.options.parse(provider === 'openai' ? {} : { sendReasoning: true });
  const call = { baseUrl: 'https://vendor.example/v1', options, request, upstreamModel: model, stream };
  const { wire, warnings } = adapter.encode(call);
  assert.deepEqual(warnings, []);
  assert.ok(isJsonObject(wire.body));
  return wire.body;
}

function decodeOrRefusal(body: JsonObject): DecodedRequest | GatewayError {
  try {
    return decodeRequest(body);
  } catch (thrown) {
    if (thrown instanceof GatewayError) return thrown;
    throw thrown;
  }
}

/** Both spellings of the same request become one: absent and null, a text and a list of one text, defaults and silence. */
function meaningOf(body: JsonObject, provider: string): JsonObject {
  const { max_tokens, max_completion_tokens, stream, stream_options, messages, model, tools, ...rest } = body;
  const hasTools = Array.isArray(tools) && tools.length > 0;
  const said = Object.entries(rest).filter(([name, value]) => !isDefault(name, value, hasTools));
  return withoutNull({
    ...Object.fromEntries(said),
    ...(hasTools && { tools: tools.map(plainTool) }),
    model: model ?? '',
    limit: max_completion_tokens ?? max_tokens ?? null,
    stream: stream ?? false,
    messages: listOf(messages).map((message) => plainMessage(message, provider)),
  });
}

function isDefault(name: string, value: Json, hasTools: boolean): boolean {
  if (name === 'tool_choice') return !hasTools || value === 'auto';
  if (name === 'parallel_tool_calls') return !hasTools;
  if (name === 'n') return value === 1;
  return name === 'response_format' && isJsonObject(value) && value.type === 'text';
}

function plainMessage(message: Json, provider: string): JsonObject {
  assert.ok(isJsonObject(message));
  const { content, reasoning_content: reasoning, tool_calls: calls, role, ...rest } = message;
  const text = textOf(content);
  return withoutNull({
    ...rest,
    // Servers other than OpenAI's know the older name only.
    role: role === 'developer' && provider !== 'openai' ? 'system' : (role ?? ''),
    content: text === '' ? null : text,
    reasoning: reasoning === '' || provider === 'openai' ? null : (reasoning ?? null),
    calls: listOf(calls).map(plainCall),
  });
}

/** Its place in the list says its index; its type has one value. */
function plainCall(call: Json): Json {
  assert.ok(isJsonObject(call));
  const { index, type, ...rest } = call;
  return rest;
}

function textOf(content: Json | undefined): Json {
  const parts = listOf(content);
  if (parts.length === 0) return typeof content === 'string' ? content : '';
  const plain = parts.map((part) => withoutNull(part as JsonObject));
  const [first] = plain;
  return plain.length === 1 && first && Object.keys(first).sort().join() === 'text,type' ? (first.text ?? '') : plain;
}

function plainTool(tool: Json): Json {
  assert.ok(isJsonObject(tool) && isJsonObject(tool.function));
  return { ...tool, function: withoutNull({ parameters: { type: 'object', properties: {} }, ...tool.function }) };
}

function withoutNull(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
