/** JSON Schemas in few words, for the description of the HTTP doors. */
import type { JsonObject } from '#core/json.ts';

export type Schema = JsonObject;

export function text(description: string, more: Schema = {}): Schema {
  return { type: 'string', description, ...more };
}

/** A text that is none of these. */
export function otherText(description: string, names: readonly string[]): Schema {
  return text(description, { pattern: `^(?!(?:${names.join('|')})$)` });
}

export function number(description: string, minimum?: number, maximum?: number): Schema {
  return { type: 'number', description, ...bounds(minimum, maximum) };
}

export function integer(description: string, minimum?: number, maximum?: number): Schema {
  return { type: 'integer', description, ...bounds(minimum, maximum) };
}

export function flag(description: string): Schema {
  return { type: 'boolean', description };
}

export function oneOf(description: string, values: readonly string[]): Schema {
  return { type: 'string', description, enum: values };
}

export function list(description: string, items: Schema, more: Schema = {}): Schema {
  return { type: 'array', description, items, ...more };
}

export function nullable(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

/** `required` are the names of those that have to be there; more than these may be. */
export function object(
  description: string,
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): Schema {
  return { type: 'object', description, properties, ...(required.length > 0 && { required }) };
}

function bounds(minimum: number | undefined, maximum: number | undefined): Schema {
  return { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
}
