/** Judges the imports of all files by the walls between the rooms. */
import { posix } from 'node:path';
import { ROOMS, type Room } from '#reference/rooms.ts';
import { findCycle } from '#test/imports/find-cycle.ts';
import { findImports, type Import } from '#test/imports/find-imports.ts';

export interface SourceFile {
  /** Below `src`. */
  readonly path: string;
  readonly text: string;
}

/** One sentence for each import that goes through a wall; empty where all is well. */
export function judgeImports(files: readonly SourceFile[]): readonly string[] {
  const known = files.map(({ path, text }) => ({ path, imports: findImports(path, text) }));
  const problems = known.flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier }) => {
      const problem = judge(path, specifier);
      return problem === undefined ? [] : [`${path} imports ${specifier}: ${problem}`];
    }),
  );
  const cycle = findCycle(new Map(known.map(({ path, imports }) => [path, neededAtStart(path, imports)])));
  return cycle ? [...problems, `Files import each other in a circle: ${cycle.join(' → ')}`] : problems;
}

function judge(path: string, specifier: string): string | undefined {
  const room = roomOf(path);
  if (!room) return 'the file is in no room of src/reference/rooms.ts.';
  if (specifier.startsWith('node:')) return room.usesNode ? undefined : `${room.name} knows nothing of Node.`;
  const target = targetOf(path, specifier);
  if (target === undefined) return judgePackage(room, specifier);
  if (room.mayImport === 'everything') return undefined;
  const targetRoom = roomOf(target);
  if (targetRoom === room) return judgeInside(room, path, target);
  const isAllowed = room.mayImport.some((allowed) => allowed === targetRoom?.name || allowed === target);
  return isAllowed ? undefined : `${room.name} may import ${listOf(room.mayImport)} only.`;
}

function roomOf(path: string): Room | undefined {
  return ROOMS.find(({ holds }) => holds.some((held) => (held.endsWith('/') ? path.startsWith(held) : path === held)));
}

/** The path below `src`; undefined where the specifier names a package. */
function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  if (!specifier.startsWith('#')) return undefined;
  return specifier.startsWith('#src/') ? specifier.slice('#src/'.length) : specifier.slice(1);
}

function judgePackage({ name, packages }: Room, specifier: string): string | undefined {
  const isAllowed = packages.some((allowed) => specifier === allowed || specifier.startsWith(withSlash(allowed)));
  return isAllowed ? undefined : `${name} may use ${listOf(packages)} only.`;
}

/** What stands in no folder, such as a registry, knows the whole room. */
function judgeInside({ sharedFolders }: Room, path: string, target: string): string | undefined {
  const [from, to] = [folderOf(path), folderOf(target)];
  if (!sharedFolders || from === '' || from === to || sharedFolders.includes(to)) return undefined;
  return `${from} knows its own folder and ${listOf(sharedFolders)} only.`;
}

function folderOf(path: string): string {
  const [, folder = '', file] = path.split('/');
  return file === undefined ? '' : folder;
}

function neededAtStart(path: string, imports: readonly Import[]): readonly string[] {
  return imports.flatMap(({ specifier, isForTypes }) => (isForTypes ? [] : (targetOf(path, specifier) ?? [])));
}

function withSlash(name: string): string {
  return name.endsWith('/') ? name : `${name}/`;
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}
