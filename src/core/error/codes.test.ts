import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ERROR_CODES, ERROR_FACTS, type ErrorCode, type ErrorFacts } from '#core/error/codes.ts';
import { GatewayError, invalidRequest, toGatewayError } from '#core/error/gateway-error.ts';

for (const code of ERROR_CODES) describe(code, () => judge(code, ERROR_FACTS[code]));

function judge(code: ErrorCode, facts: ErrorFacts): void {
  test('has words for the caller and for the reference page', () => {
    assert.match(facts.message, /^[A-Z].*[.>"]$/);
    assert.match(facts.help, /^[A-Z].*\.$/);
    assert.notEqual(facts.help, facts.message);
  });

  test('its status agrees with whose fault it is', () => {
    assert.ok(facts.status >= 400 && facts.status < 600);
    if (facts.outcome === 'refused') assert.ok(facts.status < 500, 'a refusal is of the 4xx');
    if (facts.graphqlType === 'GatewayFault' && facts.outcome === 'failed') assert.ok(facts.status >= 500);
  });

  test('only what another target may do better sends the call to the next one', () => {
    const isOfTarget = facts.graphqlType === 'ProviderError' || code === 'SETTING_UNSUPPORTED';
    if (facts.retry === 'next-target') assert.ok(isOfTarget);
  });

  test('its OpenAI type is one that the official clients know', () => {
    const types = ['invalid_request_error', 'permission_error', 'rate_limit_error', 'server_error'];
    assert.ok(types.includes(facts.openaiType), facts.openaiType);
    assert.equal(facts.status >= 500, facts.openaiType === 'server_error' && facts.status !== 499);
  });
}

test('an unknown throwable shows nothing of itself to the caller', () => {
  const error = toGatewayError(new Error('password of the database'));
  assert.equal(error.code, 'INTERNAL');
  assert.equal(error.message, ERROR_FACTS.INTERNAL.message);
});

test('an abort and a timeout of the platform have names of their own', () => {
  assert.equal(toGatewayError(new DOMException('', 'AbortError')).code, 'CANCELLED');
  assert.equal(toGatewayError(new DOMException('', 'TimeoutError')).code, 'TIMEOUT');
  const own = new GatewayError('RATE_LIMITED');
  assert.equal(toGatewayError(own), own);
});

test('the message of an invalid request names its first problem and counts the others', () => {
  const issue = (path: string) => ({ path: path.split('.'), message: 'Is required.', code: 'required' });
  assert.equal(invalidRequest([issue('a.0.b')]).message, 'a.0.b: Is required.');
  assert.equal(invalidRequest([issue('a'), issue('b'), issue('c')]).message, 'a: Is required. (and 2 more)');
});
