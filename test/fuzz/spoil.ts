/** Spoils answers: any JSON value in place of any field, frames in any order, bytes cut or changed anywhere. */
import fc from 'fast-check';
import { isJsonObject, type Json } from '#core/json.ts';
import type { Frame } from '#core/provider.ts';

const VALUES: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, '', 0, -1, 1e308, true, [], {}, '0', 'null', [null], [[]], { index: -1 }),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

/** Up to three fields of the value have become something else, or are gone. */
export function spoiledJson(value: Json): fc.Arbitrary<Json> {
  const change = fc.record({ place: fc.nat(), value: fc.option(VALUES, { nil: undefined }) });
  return fc.array(change, { maxLength: 3 }).map((changes) => changes.reduce(withChange, value));
}

function withChange(value: Json, { place, value: given }: { place: number; value: Json | undefined }): Json {
  const places = placesOf(value);
  return put(value, places[place % places.length] ?? [], given) ?? null;
}

type Path = readonly (string | number)[];

function placesOf(value: Json, path: Path = []): readonly Path[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item: Json, index) => placesOf(item, [...path, index]))];
  if (isJsonObject(value))
    return [path, ...Object.entries(value).flatMap(([key, item]) => placesOf(item, [...path, key]))];
  return [path];
}

function put(value: Json, [step, ...rest]: Path, given: Json | undefined): Json | undefined {
  if (step === undefined) return given;
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) => (index === step ? listed(put(item, rest, given)) : [item]));
  }
  const entries = Object.entries(value as Readonly<Record<string, Json>>).flatMap(([key, item]): [string, Json][] => {
    const changed = key === step ? put(item, rest, given) : item;
    return changed === undefined ? [] : [[key, changed]];
  });
  return Object.fromEntries(entries);
}

function listed(value: Json | undefined): Json[] {
  return value === undefined ? [] : [value];
}

/** Frames left out, doubled, in another order, one of them spoiled. */
export function spoiledFrames(frames: readonly Frame[]): fc.Arbitrary<readonly Frame[]> {
  const order = fc.oneof(
    fc.constant(frames),
    fc.shuffledSubarray([...frames], { minLength: 0 }),
    fc.subarray([...frames]),
    fc.nat(Math.max(0, frames.length - 1)).map((at) => [...frames.slice(0, at + 1), ...frames.slice(at)]),
  );
  return order.chain((kept) =>
    kept.length === 0
      ? fc.constant(kept)
      : fc.nat(kept.length - 1).chain((at) => spoiledFrame(kept[at] as Frame).map((frame) => kept.with(at, frame))),
  );
}

function spoiledFrame(frame: Frame): fc.Arbitrary<Frame> {
  let json: Json;
  try {
    json = JSON.parse(frame.data) as Json;
  } catch {
    return fc.constant(frame);
  }
  return spoiledJson(json).map((data) => ({ ...frame, data: JSON.stringify(data) }));
}

/** Cut off somewhere, a few bytes changed, and read in two pieces. */
export function spoiledBytes(bytes: Uint8Array): fc.Arbitrary<readonly Uint8Array[]> {
  const last = Math.max(0, bytes.length - 1);
  const change = fc.record({ at: fc.nat(last), to: fc.nat(255) });
  return fc
    .record({ end: fc.nat(bytes.length), cut: fc.nat(last), changes: fc.array(change, { maxLength: 2 }) })
    .map(({ end, cut, changes }) => {
      const copy = bytes.slice(0, end);
      for (const { at, to } of changes) if (at < end) copy[at] = to;
      return [copy.subarray(0, cut), copy.subarray(cut)];
    });
}
