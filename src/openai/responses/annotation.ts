/** A mark in a text, such as a source. Chat completions have a citation's fields one level deeper. */
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';

const PLACES = ['start_index', 'end_index', 'index'];

/** Where in the text of the whole answer it begins. */
export function placeOf(annotation: Json): number | undefined {
  const { start_index, index } = flat(annotation);
  const place = start_index ?? index;
  return typeof place === 'number' ? place : undefined;
}

/** `offset`: how much text of the answer comes before the text that has the mark. */
export function fromChatAnnotation(annotation: Json, offset: number): JsonObject {
  const entries = Object.entries(flat(annotation)).map(([name, value]): [string, Json] => [
    name,
    PLACES.includes(name) && typeof value === 'number' ? value - offset : value,
  ]);
  return Object.fromEntries(entries);
}

function flat(annotation: Json): JsonObject {
  if (!isJsonObject(annotation)) return {};
  const { type, url_citation: citation, ...rest } = annotation;
  return isJsonObject(citation) ? { type: type ?? 'url_citation', ...rest, ...citation } : annotation;
}
