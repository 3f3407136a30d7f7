/** What holds for every provider of the registry. A new one is judged here without a change of this file. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { type ChatRequest, chatRequest } from '#core/chat/request.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { ERROR_FACTS } from '#core/error/codes.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { type AnyProvider, defaultBaseUrlOf, type EncodedCall, type Frame } from '#core/provider.ts';
import { sampleOf } from '#providers/demo/sample-of.ts';
import { providers } from '#providers/registry.ts';
import { QUESTION, SETTINGS, TOOL } from '#test/providers/requests.ts';
import { fold } from '#test/providers/streams.ts';

const ROOM = join(import.meta.dirname, '../../src/providers');
/** What several providers share. */
const SHARED = ['dialect', 'failure', 'registry', 'wire'];
const REFERENCES = ['anyOf', 'oneOf', 'allOf', '$ref', 'not'];
const BASE_URL = 'https://vendor.example/base';
const HTML = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
const KEY = 'sk-proj-abcdefghijklmnop0123456789';

test('every file and folder of a provider is in the registry, once and in alphabetical order', () => {
  const names = readdirSync(ROOM).map((name) => name.replace(/\.ts$/, ''));
  assert.deepEqual(
    providers.map(({ id }) => id),
    names.filter((name) => !SHARED.includes(name) && !name.includes('.')).sort(),
  );
});

for (const provider of providers) {
  describe(provider.id, () => {
    judgeFacts(provider);
    judgeOptions(provider);
    judgeRequests(provider);
    judgeAnswers(provider);
    judgeFailures(provider);
  });
}

function judgeFacts(provider: AnyProvider): void {
  test('says what it is', () => {
    assert.match(provider.id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    assert.match(provider.title, /^\w.*[^.]$/);
    assert.equal(new URL(provider.docsUrl).protocol, 'https:');
    if (provider.keyPageUrl !== undefined) assert.equal(new URL(provider.keyPageUrl).protocol, 'https:');
    assert.equal(new Set(provider.suggestedModels).size, provider.suggestedModels.length);
    assert.ok(provider.suggestedModels.every((name) => name.trim() !== ''));
  });

  test('its address is one that the gateway can send to', () => {
    const { id, respond } = provider;
    const url = defaultBaseUrlOf(provider, {});
    if (url === undefined) return;
    assert.ok(!url.endsWith('/'));
    const isLocal = new URL(url).hostname === '127.0.0.1';
    assert.equal(new URL(url).protocol, respond ? `${id}:` : isLocal ? 'http:' : 'https:');
    if (respond) assert.equal(provider.credential.type, 'none');
  });
}

function judgeOptions(provider: AnyProvider): void {
  test('its options make a form: every one described, nothing but plain types', () => {
    const schema = z.toJSONSchema(provider.options, { io: 'input' }) as FieldSchema;
    assert.equal(schema.type, 'object');
    assert.equal(schema.additionalProperties, false);
    assertPlain(schema, provider.id);
  });

  test('refuses an option that it does not know, by name', () => {
    const { error } = provider.options.safeParse({ ...(optionsOf(provider) as object), unheardOf: 1 });
    assert.match(JSON.stringify(error?.issues), /unheardOf/);
  });

  test('options that were parsed parse again to the same', () => {
    const parsed: unknown = optionsOf(provider);
    assert.deepEqual(provider.options.parse(parsed), parsed);
    assert.deepEqual(JSON.parse(JSON.stringify(parsed)), parsed);
  });
}

function judgeRequests(provider: AnyProvider): void {
  test('writes the same call the same way, and changes nothing it was given', () => {
    const request = deepFreeze(chatRequest({ ...QUESTION, tools: [TOOL] }));
    const { wire } = encode(provider, request);
    assert.deepEqual(encode(provider, request).wire, wire);
    assert.equal(wire.method, 'POST');
    assert.ok(wire.url.startsWith(`${BASE_URL}/`));
    assert.deepEqual(JSON.parse(JSON.stringify(wire.body)), wire.body);
    assert.ok(`${wire.url} ${JSON.stringify(wire.body)}`.includes('model-of-the-test'));
    assert.ok(Object.keys(wire.headers).every((name) => name === name.toLowerCase() && name !== 'authorization'));
    assert.notDeepEqual(encode(provider, request, true).wire, wire);
  });

  for (const [setting, { without = {}, with: change }] of Object.entries(SETTINGS)) {
    test(`${setting} reaches the vendor or comes back as a warning`, () => {
      const before = encode(provider, chatRequest({ ...QUESTION, ...without }));
      const after = encodeOrRefuse(provider, chatRequest({ ...QUESTION, ...without, ...change }));
      if (after instanceof GatewayError) return;
      const reaches = JSON.stringify(after.wire) !== JSON.stringify(before.wire);
      // What stands inside something that is left out as a whole goes with it.
      const wholeIsOut = before.warnings.some((warning) => setting.startsWith(`${warning.setting}.`));
      const isTold = wholeIsOut || after.warnings.length > before.warnings.length;
      assert.ok(reaches || isTold, `${setting} was dropped in silence`);
      for (const warning of after.warnings) assert.match(warning.message, /^\w.*\.$/);
    });
  }

  test('takes parameters for its vendor alone, but none in place of what was asked', () => {
    const others = { model: 'x', messages: [], contents: [], input: [], system: 'x', prompt: 'x', stream: true };
    const given = { [provider.id]: { unheard_of: 'word', ...others } };
    const { wire, warnings } = encode(provider, chatRequest({ ...QUESTION, providerOptions: given }));
    const said = JSON.stringify([wire.url, wire.body]);
    if (!provider.respond) assert.ok(said.includes('unheard_of'), 'it does not reach the vendor');
    else assert.ok(warnings.length > 0);
    for (const text of ['Be brief.', 'How does a gateway work?', 'model-of-the-test'])
      assert.ok(said.includes(text), text);
    const plain = encode(provider, chatRequest(QUESTION)).wire;
    assert.equal(wire.url, plain.url);
    const foreign = { 'some-other-vendor': { unheard_of: 'word' } };
    assert.deepEqual(encode(provider, chatRequest({ ...QUESTION, providerOptions: foreign })).wire, plain);
  });

  test('asks for the list of models at its own address, and reads nothing else as one', () => {
    const { modelList } = provider;
    if (!modelList) return;
    const request = modelList.encode({ baseUrl: BASE_URL, options: optionsOf(provider) });
    assert.equal(request.method, 'GET');
    assert.ok(request.url.startsWith(`${BASE_URL}/`));
    for (const body of [null, 'text', 7, {}, { error: 'no' }]) assertGatewayError(() => modelList.decode(body));
  });
}

function judgeAnswers(provider: AnyProvider): void {
  test('an answer that is no answer is an error with a code, never a crash', () => {
    for (const body of [null, undefined, '', HTML, 42, true, [], {}, { choices: [] }, { error: { message: 'no' } }])
      assertGatewayError(() => provider.decodeResult(body));
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const result = attempt(() => provider.decodeResult(body));
        if (!(result instanceof GatewayError)) assert.deepEqual(fold(unfoldChat(result)), result);
      }),
    );
  });

  test('a stream that ends before its end was interrupted', () => {
    for (const frames of [[], [frame('')]]) {
      const decoder = provider.createDecoder();
      for (const each of frames) assert.deepEqual(decoder.push(each), []);
      assert.equal(assertGatewayError(() => decoder.end()).code, 'STREAM_INTERRUPTED');
    }
  });

  test('a frame that is no frame is an error with a code, never a crash', () => {
    for (const data of [HTML, '42', '"text"', '{"half":', '[]', 'null'])
      assertGatewayError(() => provider.createDecoder().push(frame(data)));
    fc.assert(
      fc.property(fc.array(fc.jsonValue().map((value) => frame(JSON.stringify(value)))), (frames) => {
        const decoder = provider.createDecoder();
        attempt(() => [...frames.flatMap((each) => decoder.push(each)), ...decoder.end()]);
      }),
    );
  });
}

function judgeFailures(provider: AnyProvider): void {
  const fail = (status: number, body: string, headers: Record<string, string> = {}): GatewayError =>
    provider.decodeError({ status, headers, body });
  const bodies = [
    '',
    ' ',
    HTML,
    '{',
    '[]',
    'null',
    '"text"',
    '{"error":null}',
    '{"error":{"code":7}}',
    '[{"error":1}]',
  ];

  for (const [status, code] of [
    [401, 'PROVIDER_CREDENTIAL'],
    [403, 'PROVIDER_CREDENTIAL'],
    [408, 'TIMEOUT'],
    [429, 'PROVIDER_RATE_LIMITED'],
    [500, 'PROVIDER_UNAVAILABLE'],
    [503, 'PROVIDER_UNAVAILABLE'],
    [504, 'TIMEOUT'],
  ] as const) {
    test(`status ${status} is ${code}, whatever the body is`, () => {
      for (const body of bodies) {
        const error = fail(status, body);
        assert.equal(error.code, code, body);
        assert.equal(error.details.upstreamStatus, status);
        assert.ok(!error.message.includes('<'), 'a page is never shown to a caller');
      }
    });
  }

  test('any other status is a failure of the provider too', () => {
    for (const status of [301, 400, 402, 404, 409, 413, 418, 422, 451, 499, 520, 529, 599])
      for (const body of bodies) assert.equal(ERROR_FACTS[fail(status, body).code].graphqlType, 'ProviderError');
  });

  test('says how long to wait where the vendor said it', () => {
    assert.equal(fail(429, '{}', { 'retry-after': '7' }).details.retryAfterMs, 7_000);
    assert.equal(fail(429, '{}', { 'retry-after': 'soon' }).details.retryAfterMs, undefined);
  });

  test('no key of the gateway reaches a caller, and the whole body reaches the log', () => {
    for (const shape of [{ error: { message: `Bad ${KEY}` } }, { message: `Bad ${KEY}` }, { error: `Bad ${KEY}` }]) {
      for (const status of [400, 401, 404, 422, 429, 500]) {
        const error = fail(status, JSON.stringify(shape));
        assert.ok(!error.message.includes(KEY), error.message);
        assert.equal(error.details.internal, JSON.stringify(shape));
      }
    }
  });
}

function encode(provider: AnyProvider, request: ChatRequest, stream = false): EncodedCall {
  const options = optionsOf(provider);
  return provider.encode({ baseUrl: BASE_URL, options, request, upstreamModel: 'model-of-the-test', stream });
}

/** A part that no wire of the vendor can carry may be refused, but by name. */
function encodeOrRefuse(provider: AnyProvider, request: ChatRequest): EncodedCall | GatewayError {
  const outcome = attempt(() => encode(provider, request));
  if (outcome instanceof GatewayError) assert.match(outcome.message, /messages\.\d+\.content/);
  return outcome;
}

/** The smallest that will do: nothing where everything is optional. */
function optionsOf(provider: AnyProvider): never {
  const { success, data } = provider.options.safeParse({});
  if (success) return data as never;
  return provider.options.parse(sampleOf(z.toJSONSchema(provider.options, { io: 'input' }) as JsonObject)) as never;
}

function frame(data: string): Frame {
  return { event: null, data };
}

function attempt<Value>(run: () => Value): Value | GatewayError {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof GatewayError) return thrown;
    throw thrown;
  }
}

function assertGatewayError(run: () => unknown): GatewayError {
  const outcome = attempt(run);
  assert.ok(outcome instanceof GatewayError, `came out as ${JSON.stringify(outcome)}`);
  return outcome;
}

interface FieldSchema {
  readonly type?: string;
  readonly description?: string;
  readonly additionalProperties?: unknown;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
}

function assertPlain(schema: FieldSchema, path: string): void {
  for (const word of REFERENCES) assert.ok(!(word in schema), `${path} has ${word}`);
  assert.ok(schema.type, `${path} has no type`);
  if (schema.items) assertPlain(schema.items, `${path}[]`);
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    assert.match(field.description ?? '', /^[A-Z].*\.$/, `${path}.${name} is not described by a sentence`);
    assertPlain(field, `${path}.${name}`);
  }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}
