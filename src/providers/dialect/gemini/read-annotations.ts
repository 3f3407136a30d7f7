/**
 * Reads which pages stand behind which words, in the form that the OpenAI wire has for it.
 * https://ai.google.dev/gemini-api/docs/google-search#attributing_sources_with_inline_citations
 */
import type { Json, JsonObject } from '#core/json.ts';
import { countOf, listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

const MOST = 1_000;

/** `text` is that of the whole choice. What does not fit it is left to the vendor's own words beside. */
export function readAnnotations(groundingMetadata: Json | undefined, text: string): readonly JsonObject[] {
  const { groundingChunks, groundingSupports } = objectOf(groundingMetadata);
  const supports = listOf(groundingSupports);
  if (supports.length === 0) return [];
  const pages = listOf(groundingChunks).map((chunk) => objectOf(objectOf(chunk).web));
  const placeOf = byteCounter(text);
  return supports
    .slice(0, MOST)
    .map(objectOf)
    .flatMap(({ segment, groundingChunkIndices }) => {
      const { startIndex = 0, endIndex, text: words } = objectOf(segment);
      const [start, end] = [placeOf(startIndex), placeOf(endIndex)];
      if (start === undefined || end === undefined || text.slice(start, end) !== words) return [];
      return listOf(groundingChunkIndices).flatMap((index) => {
        const { uri, title } = pages[countOf(index) ?? -1] ?? {};
        if (stringOf(uri) === '') return [];
        const cited = { start_index: start, end_index: end, url: stringOf(uri), title: stringOf(title) };
        return [{ type: 'url_citation', url_citation: cited }];
      });
    })
    .slice(0, MOST);
}

/** Google counts bytes of UTF-8 where JavaScript counts UTF-16 units. Each text is counted through once. */
function byteCounter(text: string): (bytes: Json | undefined) => number | undefined {
  const places = new Map<number, number>();
  let bytes = 0;
  let units = 0;
  for (const sign of text) {
    places.set(bytes, units);
    const point = sign.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x8_00 ? 2 : point < 0x1_00_00 ? 3 : 4;
    units += sign.length;
  }
  places.set(bytes, units);
  return (given) => (typeof given === 'number' ? places.get(given) : undefined);
}
