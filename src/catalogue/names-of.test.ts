import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesOf } from '#catalogue/names-of.ts';

const CASES: readonly (readonly [string, string])[] = [
  ['gpt-4o-2024-08-06', 'gpt-4o'],
  ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
  ['claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
  ['claude-sonnet-4-5@default', 'claude-sonnet-4-5'],
  ['models/gemini-2.5-pro', 'gemini-2.5-pro'],
  ['publishers/google/models/gemini-2.5-pro', 'gemini-2.5-pro'],
  ['projects/p/locations/global/publishers/anthropic/models/claude-opus-4-1', 'claude-opus-4-1'],
  ['anthropic.claude-3-haiku-20240307-v1:0', 'anthropic.claude-3-haiku'],
  ['us.anthropic.claude-3-haiku-20240307-v1:0', 'anthropic.claude-3-haiku'],
  ['apac.amazon.nova-lite-v1:0', 'amazon.nova-lite'],
  ['amazon.nova-lite-v1:0:24k', 'amazon.nova-lite'],
  ['arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0', 'amazon.nova-lite'],
  ['arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0', 'amazon.nova-lite'],
  ['meta-llama/Llama-3.3-70B-Instruct-Turbo', 'meta-llama/Llama-3.3-70B-Instruct-Turbo'],
  ['command-r-08-2024', 'command-r-08-2024'],
];

test('begins with the name as it is and ends with it bare of place, version and date', () => {
  for (const [name, bare] of CASES) {
    const names = namesOf(name);
    assert.equal(names[0], name);
    assert.equal(names.at(-1), bare);
    assert.equal(new Set(names).size, names.length);
  }
});
