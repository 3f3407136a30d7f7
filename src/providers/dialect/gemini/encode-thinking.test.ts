import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REASONING_EFFORTS } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { encodeThinking } from '#providers/dialect/gemini/encode-thinking.ts';

/** What is sent for none, minimal, low, medium, high, xhigh; a star where a warning says that it is not the same. */
const SENT = {
  'gemini-2.5-pro': '128* 1024 1024 8192 24576 24576*',
  'gemini-2.5-flash': '0 1024 1024 8192 24576 24576*',
  'gemini-3-pro-preview': 'LOW* LOW* LOW HIGH* HIGH HIGH*',
  'gemini-3.1-pro-preview': 'LOW* LOW* LOW MEDIUM HIGH HIGH*',
  'gemini-3-flash-preview': 'MINIMAL* MINIMAL LOW MEDIUM HIGH HIGH*',
  'gemini-flash-latest': 'MINIMAL* MINIMAL LOW MEDIUM HIGH HIGH*',
  'gemini-2.0-flash': '-* -* -* -* -* -*',
};

for (const [model, sent] of Object.entries(SENT)) {
  test(`${model} is told of an effort in its own way`, () => {
    const given = REASONING_EFFORTS.map((effort) => {
      const warnings: ChatWarning[] = [];
      const { thinkingConfig } = encodeThinking({ effort }, model, warnings) as { thinkingConfig?: object };
      return `${Object.values(thinkingConfig ?? { none: '-' }).join()}${warnings.length > 0 ? '*' : ''}`;
    });
    assert.equal(given.join(' '), sent);
  });
}

test('a number of tokens goes before an effort, and says so', () => {
  const warnings: ChatWarning[] = [];
  const sent = encodeThinking({ effort: 'low', budgetTokens: 300, summary: 'detailed' }, 'gemini-2.5-flash', warnings);
  assert.deepEqual(sent, { thinkingConfig: { thinkingBudget: 300, includeThoughts: true } });
  assert.deepEqual(
    warnings.map(({ setting }) => setting),
    ['reasoning.effort', 'reasoning.summary'],
  );
});
