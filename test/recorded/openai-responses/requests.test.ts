/**
 * Recorded requests for responses through the door and out again: what leaves means what came. What would have to be kept
 * between calls the door refuses by name.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { type DecodedResponseRequest, decodeResponseRequest } from '#openai/responses/decode-response-request.ts';
import { openaiResponses } from '#providers/openai-responses/adapter.ts';
import { dialectOf } from '#test/recorded/dialects.ts';
import { type Exchange, readExchanges, recordedProviders, SKIP_MESSAGE } from '#test/recorded/exchanges.ts';

const names = recordedProviders();
const STATEFUL = ['previous_response_id', 'conversation', 'background', 'prompt'];

test('recorded requests for responses', { skip: names.length === 0 && SKIP_MESSAGE }, () => undefined);

for (const name of names) {
  const exchanges = readExchanges(name).filter((exchange) => dialectOf(exchange)?.name === 'openai-responses');
  if (exchanges.length === 0) continue;
  describe(`requests of ${name}`, () => {
    for (const exchange of exchanges)
      test(exchange.name, (context) => judge(exchange, (line) => context.diagnostic(line)));
  });
}

function judge({ request }: Exchange, report: (line: string) => void): void {
  const { body } = request;
  assert.ok(isJsonObject(body));
  const decoded = decodeOrRefusal(body);
  if (decoded instanceof GatewayError) {
    const refused = (decoded.details.issues ?? []).map(({ path }) => path.join('.'));
    assert.deepEqual(refused.sort(), STATEFUL.filter((field) => body[field]).sort());
    report(`refused: ${refused.join(', ')}`);
    return;
  }
  const again = encodeAgain(decoded);
  assert.equal(again.store, false);
  assert.deepEqual(meaningOf(again), meaningOf(body));
}

function decodeOrRefusal(body: JsonObject): DecodedResponseRequest | GatewayError {
  try {
    return decodeResponseRequest(body);
  } catch (thrown) {
    if (thrown instanceof GatewayError) return thrown;
    throw thrown;
  }
}

function encodeAgain({ request, model = '', stream }: DecodedResponseRequest): JsonObject {
  const options = openaiResponses.options.parse({}) as never;
  const call = { baseUrl: 'https://vendor.example/v1', options, request, upstreamModel: model, stream };
  const { wire, warnings } = openaiResponses.encode(call);
  assert.deepEqual(warnings, []);
  assert.ok(isJsonObject(wire.body));
  return wire.body;
}

/** Asked for or not, and said or not, are the same where the vendor's default says so. */
const DEFAULTS: JsonObject = { tool_choice: 'auto', stream: false, text: { format: { type: 'text' } }, include: [] };

/** Instructions are a system message before all others; nothing is kept; thinking comes sealed where it can. */
function meaningOf({ store: _, background: __, instructions, input, ...rest }: JsonObject): JsonObject {
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : listOf(input);
  const first = instructions ? [{ role: 'system', content: instructions }] : [];
  const said = Object.entries({ ...rest, include: withoutSealed(rest.include), tools: toolsOf(rest.tools) })
    .filter(([, value]) => value !== null)
    .map(([name, value]): [string, Json] => [name, isJsonObject(value) ? withoutNull(value) : value])
    .filter(([name, value]) => JSON.stringify(DEFAULTS[name]) !== JSON.stringify(value));
  return { ...Object.fromEntries(said), input: [...first, ...items].map(itemOf) };
}

function withoutSealed(include: Json | undefined): Json {
  return listOf(include).filter((name) => name !== 'reasoning.encrypted_content');
}

/**
 * The order of tools says nothing. Strictness that is not said is left to the vendor, who tries it; the gateway says that it
 * is not wanted.
 */
function toolsOf(tools: Json | undefined): Json {
  const given = listOf(tools).filter(isJsonObject);
  const functions = given.filter(({ type }) => type === 'function');
  return [
    ...functions.map((tool) => withoutNull({ strict: false, ...tool })),
    ...given.filter(({ type }) => type !== 'function'),
  ];
}

const KEPT_ELSEWHERE = ['message', 'function_call', 'function_call_output'];

/** Ids and states of items that are not kept say nothing. */
function itemOf(item: Json): JsonObject {
  assert.ok(isJsonObject(item));
  const type = item.type ?? 'message';
  if (typeof type !== 'string' || !KEPT_ELSEWHERE.includes(type)) return item;
  const { id: _, status: __, content, ...rest } = item;
  return { ...rest, type, ...(content !== undefined && { content: listOf(contentOf(content)).map(partOf) }) };
}

function contentOf(content: Json): Json {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

/** Marks of an answer's text are none where their list is empty. */
function partOf(part: Json): Json {
  assert.ok(isJsonObject(part));
  if (typeof part.text !== 'string') return part;
  const { type: _, annotations, logprobs: __, ...rest } = part;
  return { ...rest, ...(listOf(annotations).length > 0 && { annotations: listOf(annotations) }) };
}

function withoutNull(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
