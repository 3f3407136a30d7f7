/**
 * What a provider said that our language has no word for but the OpenAI wire does, at the place where that wire has it.
 * The rest stays inside: which provider answered is not every caller's to know.
 */
import { isJsonObject, type JsonObject } from '#core/json.ts';

const BODY_FIELDS = ['service_tier', 'system_fingerprint', 'prompt_filter_results', 'citations', 'search_results'];
const CHOICE_FIELDS = ['content_filter_results'];
const MESSAGE_FIELDS = ['annotations', 'audio', 'images', 'extra_content', 'executed_tools'];

export function bodyExtra(extra: JsonObject): JsonObject {
  return fieldsOf(extra, BODY_FIELDS);
}

export interface ChoiceExtra {
  readonly choice: JsonObject;
  readonly message: JsonObject;
  readonly logprobs: JsonObject | null;
}

/** All of it that everybody may see, in its place; undefined where that is nothing. */
export function knownExtra(extra: JsonObject): JsonObject | undefined {
  const said = Array.isArray(extra.choices) ? extra.choices.filter(isJsonObject) : [];
  const choices = said.flatMap(({ index }): JsonObject[] => {
    if (typeof index !== 'number') return [];
    const { choice, message, logprobs } = choiceExtra(extra, index);
    const known = {
      ...choice,
      ...(logprobs && { logprobs }),
      ...(Object.keys(message).length > 0 && { message }),
    };
    return Object.keys(known).length > 0 ? [{ index, ...known }] : [];
  });
  const known = { ...bodyExtra(extra), ...(choices.length > 0 && { choices }) };
  return Object.keys(known).length > 0 ? known : undefined;
}

/** What was said of the choice with this index. */
export function choiceExtra({ choices }: JsonObject, index: number): ChoiceExtra {
  const all = Array.isArray(choices) ? choices.filter(isJsonObject) : [];
  const said = all.find((choice) => choice.index === index) ?? {};
  return {
    choice: fieldsOf(said, CHOICE_FIELDS),
    message: isJsonObject(said.message) ? fieldsOf(said.message, MESSAGE_FIELDS) : {},
    logprobs: isJsonObject(said.logprobs) ? said.logprobs : null,
  };
}

/** The fields with these names that are there. */
function fieldsOf(extra: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name): [string, JsonObject[string]][] => {
      const value = extra[name];
      return value == null ? [] : [[name, value]];
    }),
  );
}
