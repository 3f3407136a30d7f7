/** Reads the value of a variable, or says what is wrong with it. */
import type { Json } from '#core/json.ts';
import type { Variable } from '#plugins/prompt-template/config.ts';

export type ReadValue = { readonly text: string } | { readonly problem: string };

/** What tells models of several makers that another message begins. Read as such by providers that do not escape it. */
const MARKS =
  /<\|[^|\n]{1,40}\|>|<\uff5c[^\uff5c\n]{1,40}\uff5c>|\[\/?(?:INST|SYSTEM_PROMPT)\]|<<\/?SYS>>|<(?:start|end)_of_turn>/i;

const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;
const INTEGER = /^-?\d{1,15}$/;

/** Undefined where the caller gave none. */
export function readValue(variable: Variable, given: Json | undefined): ReadValue {
  if (given === undefined || given === null) {
    return variable.default === undefined ? { problem: 'A value is needed.' } : { text: variable.default };
  }
  if (typeof given === 'object') return { problem: 'A value is a text, a number, or true or false.' };
  const text = String(given);
  const problem = problemOf(variable, text);
  return problem === undefined ? { text } : { problem };
}

export function problemOf({ type, maxLength, values }: Variable, text: string): string | undefined {
  switch (type) {
    case 'text':
      if (text.length > maxLength) return `At most ${maxLength} characters are taken.`;
      return MARKS.test(text) ? 'The value has marks by which a model tells messages apart.' : undefined;
    case 'number':
      return NUMBER.test(text) ? undefined : 'A number is needed.';
    case 'integer':
      return INTEGER.test(text) ? undefined : 'A whole number is needed.';
    case 'boolean':
      return text === 'true' || text === 'false' ? undefined : 'True or false is needed.';
    case 'choice':
      return values.includes(text) ? undefined : `One of these is needed: ${values.join(', ')}.`;
    default:
      return type satisfies never;
  }
}
