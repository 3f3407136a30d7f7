import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { locateJsonError } from '#http/locate-json-error.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('finds an error exactly where the engine refuses to parse', () => {
  const damaged = fc.tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom('', '"', '{', ']', ',', ':', '\\', '1', '-', 'tru', '\n'),
  );
  fc.assert(
    fc.property(damaged, ([json, at, inserted]) => {
      const index = at % (json.length + 1);
      const text = json.slice(0, index) + inserted + json.slice(index + (at % 2));
      assert.equal(locateJsonError(text) === undefined, isJson(text), text);
    }),
    { numRuns: 2_000 },
  );
});

test('names what was expected and where', () => {
  const cases: [string, string, number, number][] = [
    ['{"a" 1}', '":" was expected', 1, 6],
    ["{'a': 1}", 'a name in double quotes was expected', 1, 2],
    ['[1,]', 'a value was expected', 1, 4],
    ['[1] x', 'nothing more was expected', 1, 5],
    ['["a\nb"]', 'a control character stands in a string unescaped', 1, 4],
    ['["\\x"]', 'an escape that JSON does not know', 1, 3],
    ['{\r\n"a": NaN}', 'a value was expected', 2, 6],
  ];
  for (const [text, message, line, column] of cases) {
    assert.deepEqual(locateJsonError(text), { message, line, column }, text);
  }
});
