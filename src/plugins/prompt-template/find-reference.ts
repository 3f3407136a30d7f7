/** Finds where a caller names a template instead of writing a prompt. */
import { type Message, textOf } from '#core/chat/request.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';

export interface Reference {
  readonly template: string;
  readonly variables: JsonObject;
}

/** A message of a user that is nothing but `{"template": …, "variables": …}`. */
export function referenceOf({ role, content }: Message): Reference | undefined {
  if (role !== 'user' || !content.every(({ type }) => type === 'text')) return undefined;
  const text = textOf(content).trim();
  if (!text.startsWith('{') || !text.includes('"template"')) return undefined;
  const json = parseJson(text);
  if (!isJsonObject(json)) return undefined;
  const { template, variables = {}, ...others } = json as JsonObject;
  if (typeof template !== 'string' || !isJsonObject(variables) || Object.keys(others).length > 0) return undefined;
  return { template, variables: variables as JsonObject };
}

const PREFIX = 'template_';

/** Metadata `template`, with each value as `template_<variable>`. */
export function referenceIn(metadata: Readonly<Record<string, string>>): Reference | undefined {
  const { template } = metadata;
  if (template === undefined) return undefined;
  const given = Object.entries(metadata).filter(([key]) => key.startsWith(PREFIX));
  return { template, variables: Object.fromEntries(given.map(([key, value]) => [key.slice(PREFIX.length), value])) };
}
