/**
 * Recorded requests of the OpenAI dialect through the door and out again: what leaves means what came. What the door does
 * not take it refuses by name.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { type DecodedRequest, decodeRequest } from '#openai/decode-request.ts';
import { openaiCompatible } from '#providers/openai-compatible.ts';
import { providers } from '#providers/registry.ts';
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

/** By the adapter of the vendor itself, as its own settings are. */
function encodeAgain(provider: string, { request, model = '', stream }: DecodedRequest): JsonObject {
  const adapter = providers.find(({ id }) => id === provider) ?? openaiCompatible;
  const options = adapter.options.parse(adapter === openaiCompatible ? { sendReasoning: true } : {});
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
  const { max_tokens, max_completion_tokens, stream, stream_options, messages, model, ...others } = body;
  const { tools: given, functions, tool_choice, function_call, ...rest } = others;
  const tools = [...listOf(given), ...listOf(functions).map((called) => ({ type: 'function', function: called }))];
  const hasTools = tools.length > 0;
  const said = Object.entries(rest).filter(([name, value]) => !isDefault(name, value, hasTools));
  const choice = plainChoice(tool_choice ?? function_call ?? 'auto');
  return withoutNull({
    ...Object.fromEntries(said),
    ...(hasTools && { tools: tools.map(plainTool) }),
    ...(hasTools && choice !== 'auto' && { tool_choice: choice }),
    model: model ?? '',
    limit: max_completion_tokens ?? max_tokens ?? null,
    stream: stream ?? false,
    messages: listOf(messages).map((message) => plainMessage(message, provider)),
  });
}

function isDefault(name: string, value: Json, hasTools: boolean): boolean {
  if (name === 'parallel_tool_calls') return !hasTools;
  if (name === 'n') return value === 1;
  return name === 'response_format' && isJsonObject(value) && value.type === 'text';
}

/** `any` is Mistral's word; the way of 2023 is the name alone. */
function plainChoice(choice: Json): Json {
  if (choice === 'any') return 'required';
  if (!isJsonObject(choice)) return choice;
  return choice.function === undefined ? { type: 'function', function: choice } : { type: 'function', ...choice };
}

function plainMessage(message: Json, provider: string): JsonObject {
  assert.ok(isJsonObject(message));
  const { content, reasoning_content, tool_calls, function_call, tool_call_id, role, name, ...rest } = message;
  const thinking = listOf(content)
    .filter(isThinking)
    .flatMap(({ thinking: texts }) => listOf(texts));
  const thoughts = [reasoning_content ?? '', ...thinking.map((part) => (part as JsonObject).text ?? '')].join('');
  const text = textOf(Array.isArray(content) ? content.filter((part) => !isThinking(part)) : content);
  const isOpenai = provider === 'openai' || provider === 'azure';
  // The way of 2023 has names where tools have ids.
  const calls = [...listOf(tool_calls), ...(function_call ? [{ function: function_call }] : [])];
  const isFunction = role === 'function' || tool_call_id === callIdOf(tool_call_id, name);
  return withoutNull({
    ...rest,
    ...(name !== undefined && role !== 'function' && { name }),
    ...(!isFunction && tool_call_id !== undefined && { tool_call_id }),
    // Servers other than OpenAI's know the older name only.
    role: role === 'developer' && !isOpenai ? 'system' : role === 'function' ? 'tool' : (role ?? ''),
    content: text === '' ? null : text,
    reasoning: thoughts === '' || isOpenai ? null : thoughts,
    calls: calls.map(plainCall),
  });
}

/** The ids that the door gives to calls of 2023, which had none. */
const MADE_UP = /^call_\d{1,3}$/;

function callIdOf(id: Json | undefined, name: Json | undefined): Json | undefined {
  return typeof id === 'string' && MADE_UP.test(id) ? id : name === undefined ? undefined : `call_${name}`;
}

function isThinking(part: Json): part is JsonObject {
  return isJsonObject(part) && part.type === 'thinking';
}

/** Its place in the list says its index; its type has one value. */
function plainCall(call: Json): Json {
  assert.ok(isJsonObject(call));
  const { index, type, id, ...rest } = call;
  return typeof id === 'string' && !MADE_UP.test(id) ? { ...rest, id } : rest;
}

function textOf(content: Json | undefined): Json {
  const parts = listOf(content);
  if (parts.length === 0) return typeof content === 'string' ? content : '';
  const plain = parts.map((part) => withoutNull(part as JsonObject));
  const [first] = plain;
  return plain.length === 1 && first && Object.keys(first).sort().join() === 'text,type' ? (first.text ?? '') : plain;
}

function plainTool(tool: Json): Json {
  assert.ok(isJsonObject(tool));
  if (!isJsonObject(tool.function)) return tool;
  return {
    type: 'function',
    ...tool,
    function: withoutNull({ parameters: { type: 'object', properties: {} }, ...tool.function }),
  };
}

function withoutNull(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
