/**
 * Puts arguments together that are streamed value by value, each with the JSON path of its place.
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling#streaming-fc
 */
import type { Json } from '#core/json.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { objectOf, stringOf } from '#providers/wire/json-readers.ts';

type Place = { [key: string]: Json } | Json[];

export interface ArgumentsDraft {
  readonly root: { [key: string]: Json };
  size: number;
}

const MAX_PIECES = 100_000;
const MAX_DEPTH = 64;
const MAX_INDEX = 10_000;
/** `.name`, `['name']` and `[0]`, after the dollar sign. */
const STEP = /\.([^.[\]]+)|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]/y;

export function addPartialArguments(draft: ArgumentsDraft, given: Json): void {
  draft.size += 1;
  if (draft.size > MAX_PIECES) throw notUnderstood('The arguments of a function call come in too many pieces.');
  const piece = objectOf(given);
  const steps = stepsOf(stringOf(piece.jsonPath));
  const last = steps.pop();
  if (last === undefined) return;
  let place: Place = draft.root;
  for (const [position, step] of steps.entries())
    place = childOf(place, step, typeof (steps[position + 1] ?? last) === 'number');
  const before = read(place, last);
  const value = said(piece);
  write(place, last, typeof before === 'string' && typeof value === 'string' ? before + value : value);
}

function said(piece: Readonly<Record<string, Json>>): Json {
  return piece.stringValue ?? piece.numberValue ?? piece.boolValue ?? null;
}

function stepsOf(path: string): (string | number)[] {
  const steps: (string | number)[] = [];
  STEP.lastIndex = path.startsWith('$') ? 1 : 0;
  while (STEP.lastIndex < path.length) {
    const [found, name, index, single, double] = STEP.exec(path) ?? [];
    if (found === undefined || steps.length === MAX_DEPTH) throw notUnderstood(`A path of arguments: ${path}`);
    steps.push(index === undefined ? (name ?? single ?? double ?? '') : Number(index));
  }
  return steps;
}

function childOf(place: Place, step: string | number, isList: boolean): Place {
  const known = read(place, step);
  if (typeof known === 'object' && known !== null) return known as Place;
  const made: Place = isList ? [] : {};
  write(place, step, made);
  return made;
}

function read(place: Place, step: string | number): Json | undefined {
  return Object.hasOwn(place, step) ? (place as { [key: string]: Json })[step] : undefined;
}

function write(place: Place, step: string | number, value: Json): void {
  if (Array.isArray(place)) {
    const index = Number(step);
    if (!(index >= 0 && index <= MAX_INDEX)) throw notUnderstood(`A place in a list of arguments: ${step}`);
    while (place.length < index) place.push(null);
    place[index] = value;
    return;
  }
  Object.defineProperty(place, step, { value, configurable: true, enumerable: true, writable: true });
}
