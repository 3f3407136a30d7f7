/**
 * What a provider said that our language has no word for but the OpenAI wire does, at the place where that wire has it.
 * The rest stays inside: which provider answered is not every caller's to know.
 */
import { isJsonObject, type JsonObject } from '#core/json.ts';

/** The fields with these names that are there. */
export function knownExtra(extra: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name): [string, JsonObject[string]][] => {
      const value = extra[name];
      return value == null ? [] : [[name, value]];
    }),
  );
}

/** What was said of the choice with this index; an empty object where nothing was. */
export function choiceExtra({ choices }: JsonObject, index: number): JsonObject {
  const all = Array.isArray(choices) ? choices.filter(isJsonObject) : [];
  return all.find((choice) => choice.index === index) ?? {};
}
