/**
 * A mark in a text, such as a source, in the form of chat completions: there a citation's fields stand one level deeper.
 * https://platform.openai.com/docs/guides/tools-web-search
 */
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';

const PLACES = ['start_index', 'end_index', 'index'];

/** `offset`: how much text of the answer comes before the text that has the mark. */
export function toChatAnnotation(annotation: Json, offset: number): Json {
  if (!isJsonObject(annotation)) return annotation;
  const moved = moveBy(annotation, offset);
  if (moved.type !== 'url_citation') return moved;
  const { type, ...citation } = moved;
  return { type, url_citation: citation };
}

function moveBy(annotation: JsonObject, offset: number): JsonObject {
  const entries = Object.entries(annotation).map(([name, value]): [string, Json] => [
    name,
    PLACES.includes(name) && typeof value === 'number' ? value + offset : value,
  ]);
  return Object.fromEntries(entries);
}
