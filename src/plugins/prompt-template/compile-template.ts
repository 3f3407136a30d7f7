/** A template, checked once, that turns values into messages. */
import type { Message } from '#core/chat/request.ts';
import { type InputIssue, invalidRequest } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import type { Template } from '#plugins/prompt-template/config.ts';
import { problemOf, readValue } from '#plugins/prompt-template/read-value.ts';

/** `path` is where the caller gave the values. @throws GatewayError INVALID_REQUEST naming every value that does not do. */
export type FillTemplate = (values: JsonObject, path: readonly string[]) => readonly Message[];

const PLACE = /\{\{\s*([a-zA-Z][a-zA-Z0-9_-]*)\s*\}\}/g;

/** @throws Error that says what does not fit together. */
export function compileTemplate({ name, messages, variables }: Template): FillTemplate {
  const known = new Map(variables.map((variable) => [variable.name, variable]));
  const used = new Set(messages.flatMap(({ content }) => [...content.matchAll(PLACE)].map(([, found]) => found ?? '')));
  for (const place of used) {
    if (!known.has(place)) throw new Error(`The template "${name}" has "{{${place}}}", which is no variable of it.`);
  }
  for (const variable of variables) {
    const label = `The variable "${variable.name}" of the template "${name}"`;
    if (!used.has(variable.name)) throw new Error(`${label} stands in none of its texts.`);
    if (variable.type === 'choice' && variable.values.length === 0) throw new Error(`${label} has no values.`);
    const problem = variable.default === undefined ? undefined : problemOf(variable, variable.default);
    if (problem !== undefined) throw new Error(`${label} has a default that does not do: ${problem}`);
  }
  if (known.size < variables.length) throw new Error(`The template "${name}" has two variables of one name.`);

  return (values, path) => {
    const issues: InputIssue[] = [];
    const tell = (variable: string, message: string) =>
      void issues.push({ path: [...path, variable], message, code: 'invalid_value' });
    for (const given of Object.keys(values)) {
      if (!known.has(given)) tell(given, `The template "${name}" has no such variable.`);
    }
    const texts = new Map<string, string>();
    for (const variable of variables) {
      const read = readValue(variable, Object.hasOwn(values, variable.name) ? values[variable.name] : undefined);
      if ('problem' in read) tell(variable.name, read.problem);
      else texts.set(variable.name, read.text);
    }
    if (issues.length > 0) throw invalidRequest(issues);
    // One pass: what a value says is never read as a place for another.
    return messages.map(({ role, content }) =>
      messageOf(
        role,
        content.replace(PLACE, (_place, variable: string) => texts.get(variable) ?? ''),
      ),
    );
  };
}

function messageOf(role: Template['messages'][number]['role'], text: string): Message {
  const content = [{ type: 'text', text }] as const;
  return role === 'assistant' ? { role, content, reasoning: [], toolCalls: [] } : { role, content };
}
