import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { curlLine } from '#graphql/quick-start/curl-line.ts';

const BODY = '{"messages":[{"role":"user","content":"How does an AI gateway work?"}]}';

/** What a shell makes of the line, word by word. */
function wordsOf(line: string): string[] {
  const print = line.replace(/^curl /, "printf '%s\\n' ");
  return execFileSync('sh', ['-c', print], { encoding: 'utf8' }).trimEnd().split('\n');
}

test('the line carries the key where there is one', () => {
  const line = curlLine({ publicUrl: 'http://127.0.0.1:8080', path: '/test', key: 'gh_live_abc' });
  assert.equal(
    line,
    `curl http://127.0.0.1:8080/test -H 'authorization: Bearer gh_live_abc' -H 'content-type: application/json' -d '${BODY}'`,
  );
});

test('a route that is open to everybody is called without one', () => {
  const line = curlLine({ publicUrl: 'https://ai.example.com', path: '/test', key: null });
  assert.deepEqual(wordsOf(line), ['https://ai.example.com/test', '-H', 'content-type: application/json', '-d', BODY]);
});

for (const path of ["/it's", '/a b', '/$HOME', '/`id`', '/a;b&c', '/*', '/"']) {
  test(`a shell does nothing with the path ${path}`, () => {
    const line = curlLine({ publicUrl: 'http://[::1]:8080', path, key: 'k' });
    assert.equal(wordsOf(line)[0], `http://[::1]:8080${path}`);
  });
}
