/**
 * What a provider said that our language has no word for but the OpenAI wire does, at the place where that wire has it.
 * The rest stays inside: which provider answered is not every caller's to know.
 */
import { isJsonObject, type JsonObject } from '#core/json.ts';

const BODY_FIELDS = ['service_tier', 'system_fingerprint', 'prompt_filter_results', 'citations', 'search_results'];
const CHOICE_FIELDS = ['content_filter_results'];
const MESSAGE_FIELDS = ['annotations', 'audio', 'images', 'extra_content', 'executed_tools'];

export function bodyExtra(extra: JsonObject): JsonObject {
  return knownExtra(extra, BODY_FIELDS);
}

export interface ChoiceExtra {
  readonly choice: JsonObject;
  readonly message: JsonObject;
  readonly logprobs: JsonObject | null;
}

/** What was said of the choice with this index. */
export function choiceExtra({ choices }: JsonObject, index: number): ChoiceExtra {
  const all = Array.isArray(choices) ? choices.filter(isJsonObject) : [];
  const said = all.find((choice) => choice.index === index) ?? {};
  return {
    choice: knownExtra(said, CHOICE_FIELDS),
    message: isJsonObject(said.message) ? knownExtra(said.message, MESSAGE_FIELDS) : {},
    logprobs: isJsonObject(said.logprobs) ? said.logprobs : null,
  };
}

/** The fields with these names that are there. */
function knownExtra(extra: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name): [string, JsonObject[string]][] => {
      const value = extra[name];
      return value == null ? [] : [[name, value]];
    }),
  );
}
