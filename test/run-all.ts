/** `npm test`: the static checks side by side, then every test. The last line counts both together. */
import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

/** Names of scripts in package.json; each counts as one test. */
const CHECKS = ['types', 'lint', 'imports', 'gen:check', 'unused'] as const;
/** These measure how soon something happens, so nothing else runs beside them. */
const TIMED = ['test/doors/**/*.test.ts', 'test/e2e/**/*.test.ts', 'test/store/{kill,locked}.test.ts'];
/** For one file of tests, so that one that hangs is named and not waited for. */
const FILE_TIMEOUT_MS = 120_000;

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Count {
  readonly passed: number;
  readonly failed: number;
}

async function runChecks(): Promise<Count> {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };
  const results = await Promise.all(CHECKS.map((name) => runCheck(name, scripts[name] ?? 'false')));
  const passed = results.filter((ok) => ok).length;
  return { passed, failed: results.length - passed };
}

/** What a check says is shown where it fails. */
async function runCheck(name: string, command: string): Promise<boolean> {
  const startedAt = performance.now();
  const path = [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(command, { cwd: ROOT, shell: true, env: { ...process.env, PATH: path } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ok = await new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`${ok ? '✔' : '✖'} ${name} (${seconds} s)`);
  if (!ok) console.log(output);
  return ok;
}

function testFiles(patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: ROOT }).map((path) => join(ROOT, path));
}

async function runTests(files: string[], concurrency: number): Promise<Count> {
  const stream = run({ cwd: ROOT, files, concurrency, timeout: FILE_TIMEOUT_MS });
  let count: Count = { passed: 0, failed: 1 };
  stream.on('test:summary', ({ file, counts: { tests, passed, skipped, todo } }) => {
    // The others are those of single files. Where there are no tests at all, something is wrong with this one.
    if (file === undefined) count = { passed, failed: tests === 0 ? 1 : tests - passed - skipped - todo };
  });
  for await (const text of stream.compose(new spec())) process.stdout.write(String(text));
  return count;
}

const all = testFiles(['src/**/*.test.ts', 'test/**/*.test.ts']);
const alone = testFiles(TIMED);
const counts = [
  await runChecks(),
  await runTests(
    all.filter((file) => !alone.includes(file)),
    availableParallelism(),
  ),
  await runTests(alone, 1),
];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
