/** A plugin's configuration in the words of the API and back. GraphQL itself translates the values of enums. */
import { durationMs } from '#core/config/duration-field.ts';
import { formatDuration } from '#core/duration.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import type { ObjectShape, Shape } from '#graphql/plugin/config-shape.ts';

/** What GraphQL hands over is what the types say, in which null stands for not said. */
export function configFromApi({ fields }: ObjectShape, given: Readonly<Record<string, unknown>>): JsonObject {
  const said = fields.filter(({ name }) => given[name] != null);
  return Object.fromEntries(said.map(({ name, shape }) => [name, valueFromApi(shape, given[name])]));
}

/** The value as GraphQL has it inside, before it is written. */
export function valueToApi(shape: Shape, value: Json): unknown {
  if (shape.type === 'duration') return durationMs(String(value));
  if (shape.type === 'list' && Array.isArray(value)) return value.map((item: Json) => valueToApi(shape.item, item));
  if (shape.type !== 'object' || !isJsonObject(value)) return value;
  const said = shape.fields.filter(({ name }) => value[name] !== undefined);
  return Object.fromEntries(said.map((field) => [field.name, valueToApi(field.shape, value[field.name] ?? null)]));
}

function valueFromApi(shape: Shape, value: unknown): Json {
  if (shape.type === 'duration') return formatDuration(Number(value));
  if (shape.type === 'list' && Array.isArray(value)) return value.map((item) => valueFromApi(shape.item, item));
  // An input object is one because its type says so.
  if (shape.type === 'object') return configFromApi(shape, value as Readonly<Record<string, unknown>>);
  return value as Json; // Text, numbers and booleans are JSON as they stand.
}
