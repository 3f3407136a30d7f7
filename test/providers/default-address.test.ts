/** Addresses that depend on the settings of a provider. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultBaseUrlOf } from '#core/provider.ts';
import { bedrock } from '#providers/bedrock/adapter.ts';

test('Bedrock is asked in its region', () => {
  for (const [region, host] of [
    ['eu-west-3', 'bedrock-runtime.eu-west-3.amazonaws.com'],
    ['us-gov-west-1', 'bedrock-runtime.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 'bedrock-runtime.cn-north-1.amazonaws.com.cn'],
  ])
    assert.equal(defaultBaseUrlOf(bedrock, { region }), `https://${host}`);
  assert.equal(defaultBaseUrlOf(bedrock, {}), 'https://bedrock-runtime.us-east-1.amazonaws.com');
});

test('a region that is none leads to no address', () => {
  for (const region of ['', 'eu-west-1.evil.example/#', 'evil.example', 'eu west 1', 'EU-WEST-1', 7])
    assert.equal(defaultBaseUrlOf(bedrock, { region }), undefined);
});
