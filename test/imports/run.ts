/** `npm run imports`: judges the sources of the project, and fails where an import goes through a wall. */
import { globSync, readFileSync } from 'node:fs';
import { judgeImports } from '#test/imports/judge-imports.ts';

const SOURCES = new URL('../../src/', import.meta.url);

const files = globSync('**/*.ts', { cwd: SOURCES })
  .filter((path) => !path.endsWith('.test.ts'))
  .map((path) => path.replaceAll('\\', '/'))
  .map((path) => ({ path, text: readFileSync(new URL(path, SOURCES), 'utf8') }));

const problems = judgeImports(files);
for (const problem of problems) console.error(problem);
console.log(`${files.length} files judged, ${problems.length} problems.`);
if (problems.length > 0) process.exitCode = 1;
