/** `npm run gen` writes everything that is generated; `npm run gen:check` fails where it would write something else. */
import { globSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contracts, GENERATED_FOLDERS } from '#reference/contracts.ts';
import type { GeneratedFile } from '#reference/generated-file.ts';

const ROOT = new URL('../../', import.meta.url);

const files = contracts();
const stale = await staleOf(files);
const left = leftOver(files);

if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`${path} is not what it would be generated as.`);
  for (const path of left) console.error(`${path} would not be generated.`);
  if (stale.length + left.length > 0) {
    console.error('Run: npm run gen');
    process.exitCode = 1;
  }
} else {
  for (const { path, text } of stale) {
    const target = fileURLToPath(new URL(path, ROOT));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
    console.log(`wrote ${path}`);
  }
  for (const path of left) {
    await rm(new URL(path, ROOT));
    console.log(`removed ${path}`);
  }
}
console.log(`${files.length} files generated, ${stale.length + left.length} of them new.`);

async function staleOf(all: readonly GeneratedFile[]): Promise<readonly GeneratedFile[]> {
  const current = await Promise.all(all.map(({ path }) => readFile(new URL(path, ROOT), 'utf8').catch(absent)));
  return all.filter(({ text }, index) => current[index] !== text);
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Of what was generated once and is no longer. */
function leftOver(all: readonly GeneratedFile[]): readonly string[] {
  const paths = new Set(all.map(({ path }) => path));
  const present = GENERATED_FOLDERS.flatMap((folder) => globSync(`${folder}/**/*.*`, { cwd: ROOT }));
  return present.map((path) => path.replaceAll('\\', '/')).filter((path) => !paths.has(path));
}
