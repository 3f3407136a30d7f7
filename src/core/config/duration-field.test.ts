import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { durationField, durationMs } from '#core/config/duration-field.ts';

const config = z.strictObject({
  wait: durationField({ atLeastMs: 1_000, atMostMs: 60_000 }).default('30s').describe('How long.'),
});

test('keeps the text, so that what was parsed parses again', () => {
  const parsed = config.parse({ wait: 'PT1M' });
  assert.deepEqual(config.parse(parsed), { wait: 'PT1M' });
  assert.equal(durationMs(parsed.wait), 60_000);
});

test('names the field and the bounds where the text is no length of time or out of bounds', () => {
  for (const wait of ['soon', '0s', '2m', '', 'PT']) {
    const { error } = config.safeParse({ wait });
    assert.deepEqual(error?.issues[0]?.path, ['wait']);
    assert.match(error?.issues[0]?.message ?? '', /from PT1S to PT1M/);
  }
});

test('is a described string in the JSON schema, marked as a duration', () => {
  assert.deepEqual(z.toJSONSchema(config, { io: 'input' }).properties?.wait, {
    type: 'string',
    maxLength: 40,
    default: '30s',
    description: 'How long.',
    'x-format': 'duration',
  });
});

test('refuses text that no field has parsed', () => {
  assert.throws(() => durationMs('soon'), RangeError);
});
