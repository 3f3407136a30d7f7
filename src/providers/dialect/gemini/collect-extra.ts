/** Gathers what the vendor says that the language has no word for; pieces of a stream come out as the whole would. */
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { readAnnotations } from '#providers/dialect/gemini/read-annotations.ts';
import { otherUsage } from '#providers/dialect/gemini/read-usage.ts';
import { isEmpty } from '#providers/wire/json-readers.ts';

const BODY_WORDS = new Set(['candidates', 'error', 'modelVersion', 'responseId', 'usageMetadata']);
const CANDIDATE_WORDS = new Set(['content', 'finishReason', 'index', 'logprobsResult']);
/** These come in pieces; of all else, the last is the one that counts. */
const GROWING = new Set(['citationMetadata', 'groundingMetadata', 'urlContextMetadata']);

type Draft = { [key: string]: Json };

export interface ExtraCollector {
  addBody(body: JsonObject): void;
  addCandidate(index: number, candidate: JsonObject): void;
  addLogprobs(index: number, content: readonly JsonObject[]): void;
  /** `textOf` gives the whole text of a choice. Undefined where there was nothing. */
  result(usage: JsonObject, textOf: (index: number) => string): JsonObject | undefined;
}

export function createExtraCollector(): ExtraCollector {
  const body: Draft = {};
  const choices = new Map<number, { readonly said: Draft; readonly logprobs: JsonObject[] }>();

  const draftOf = (index: number) => {
    const draft = choices.get(index) ?? { said: {}, logprobs: [] };
    choices.set(index, draft);
    return draft;
  };

  return {
    addBody(given) {
      for (const [name, value] of Object.entries(given))
        if (!BODY_WORDS.has(name) && !isEmpty(value)) body[name] = value;
    },
    addCandidate(index, candidate) {
      const { said } = draftOf(index);
      for (const [name, value] of Object.entries(candidate)) {
        if (CANDIDATE_WORDS.has(name) || isEmpty(value)) continue;
        said[name] = GROWING.has(name) ? grown(said[name], value, 0) : value;
      }
    },
    addLogprobs(index, content) {
      const { logprobs } = draftOf(index);
      for (const entry of content) logprobs.push(entry);
    },
    result(usage, textOf) {
      const said = [...choices]
        .sort(([a], [b]) => a - b)
        .map(([index, draft]) => ({
          index,
          ...draft.said,
          ...messageOf(readAnnotations(draft.said.groundingMetadata, textOf(index))),
          ...(draft.logprobs.length > 0 && { logprobs: { content: draft.logprobs } }),
        }))
        .filter((choice) => Object.keys(choice).length > 1);
      const counted = otherUsage(usage);
      const all: JsonObject = {
        ...body,
        ...(said.length > 0 && { choices: said }),
        ...(!isEmpty(counted) && { usageMetadata: counted }),
      };
      return isEmpty(all) ? undefined : all;
    },
  };
}

function messageOf(annotations: readonly JsonObject[]): JsonObject {
  return annotations.length > 0 ? { message: { annotations } } : {};
}

/** Lists of such objects lie no deeper than this. */
const MAX_DEPTH = 3;

/**
 * Some models repeat a list with more at its end, others send only what is new. `before` belongs to the collector and
 * grows in place, since copying it with every piece would cost the square.
 */
function grown(before: Json | undefined, later: Json, depth: number): Json {
  if (Array.isArray(later)) {
    if (!Array.isArray(before) || isRepeated(before, later)) return [...later];
    for (const item of later) before.push(item);
    return before;
  }
  if (depth === MAX_DEPTH || !isJsonObject(later)) return later;
  const known = isJsonObject(before) ? before : {};
  const members = Object.entries(later).map(
    ([name, value]) => [name, grown(Object.hasOwn(known, name) ? known[name] : undefined, value, depth + 1)] as const,
  );
  return { ...known, ...Object.fromEntries(members) };
}

function isRepeated(before: readonly Json[], later: readonly Json[]): boolean {
  return later.length >= before.length && JSON.stringify(later.slice(0, before.length)) === JSON.stringify(before);
}
