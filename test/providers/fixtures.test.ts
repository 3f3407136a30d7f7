/**
 * Each folder `<provider>/<case>` holds what a vendor documents, and what it means:
 *   request.json   → a request in our words, and what has to be on the wire (`wire`, `warnings`)
 *   whole.json, stream.sse (or .jsonl) → answers that both mean `expected.json`: a result, or an error
 *   failures.json  → refusals with what has to become of them
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type ChatRequest, chatRequest } from '#core/chat/request.ts';
import type { ChatResult, ChatWarning } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { type AnyProvider, defaultBaseUrlOf, type WireFailure, type WireRequest } from '#core/provider.ts';
import { providers } from '#providers/registry.ts';
import { streamBytes } from '#test/providers/aws-event-bytes.ts';
import { assertLawful, cutRandomly, decodeBytes, fold, framesOf } from '#test/providers/streams.ts';

const CUTS = 100;

interface RequestFixture {
  readonly stream?: boolean;
  readonly options?: JsonObject;
  readonly model: string;
  readonly request: Pick<ChatRequest, 'messages'> & Partial<ChatRequest>;
  readonly wire: WireRequest;
  readonly warnings: readonly ChatWarning[];
}

interface ExpectedError {
  readonly code: string;
  readonly message?: string;
  readonly upstreamStatus?: number;
  readonly retryAfterMs?: number;
}

type Expected = { readonly result: ChatResult } | { readonly error: ExpectedError };

interface FailureFixture {
  readonly failure: Omit<WireFailure, 'body'> & { readonly body: JsonObject | string };
  readonly error: ExpectedError;
}

for (const provider of providers) {
  const home = join(import.meta.dirname, provider.id);
  if (!existsSync(home)) continue;
  for (const name of readdirSync(home).sort())
    describe(`${provider.id}: ${name}`, () => judge(provider, join(home, name)));
}

function judge(provider: AnyProvider, folder: string): void {
  const has = (file: string): boolean => existsSync(join(folder, file));
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const json = <Shape>(file: string): Shape => JSON.parse(text(file)) as Shape;

  if (has('request.json')) {
    test('the request is written as the vendor documents it', () => {
      const { request, model, options, stream = false, wire, warnings } = json<RequestFixture>('request.json');
      const call = { request: chatRequest(request), upstreamModel: model, stream };
      const encoded = provider.encode({
        ...call,
        baseUrl: defaultBaseUrlOf(provider, options ?? {}) ?? 'https://vendor.example/v1',
        options: provider.options.parse(options ?? {}),
      });
      assert.deepEqual(encoded, { wire, warnings });
    });
  }

  if (has('whole.json')) {
    test('the whole answer is read', () => {
      assertExpected(json('expected.json'), () => {
        const result = provider.decodeResult(json('whole.json'));
        assert.deepEqual(fold(unfoldChat(result)), result);
        return result;
      });
    });
  }

  const stream = provider.framing === 'sse' ? 'stream.sse' : 'stream.jsonl';
  if (has(stream)) {
    test('the stream is read to the same, wherever its bytes are cut', () => {
      const bytes = streamBytes(provider.framing, text(stream));
      const frames = framesOf(provider.framing, [bytes]);
      for (let seed = 1; seed <= CUTS; seed += 1)
        assert.deepEqual(framesOf(provider.framing, cutRandomly(bytes, seed)), frames, `seed ${seed}`);
      assertExpected(json('expected.json'), () => {
        const events = decodeBytes(provider, [bytes]);
        assertLawful(events);
        assert.deepEqual(decodeBytes(provider, cutRandomly(bytes, CUTS + 1)), events);
        return fold(events);
      });
    });
  }

  if (has('failures.json')) {
    for (const { failure, error } of json<readonly FailureFixture[]>('failures.json')) {
      const body = typeof failure.body === 'string' ? failure.body : JSON.stringify(failure.body);
      test(`status ${failure.status} with ${body.slice(0, 80)} is ${error.code}`, () => {
        assertError(error, provider.decodeError({ ...failure, body }));
      });
    }
  }
}

function assertExpected(expected: Expected, decode: () => ChatResult): void {
  if ('result' in expected) {
    assert.deepEqual(decode(), expected.result);
    return;
  }
  assert.throws(decode, (thrown) => {
    assertError(expected.error, thrown);
    return true;
  });
}

function assertError(expected: ExpectedError, thrown: unknown): void {
  assert.ok(thrown instanceof GatewayError, String(thrown));
  const { message, details, code } = thrown;
  const { upstreamStatus, retryAfterMs } = details;
  const said = { code, message, upstreamStatus, retryAfterMs };
  const asked = Object.keys(expected) as (keyof ExpectedError)[];
  assert.deepEqual(Object.fromEntries(asked.map((key) => [key, said[key]])), expected);
}
