/** A small value that fits a JSON Schema, as far as the usual words of such schemas go. */
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

const MAX_DEPTH = 8;
/** Schemas that contain themselves several times would grow without measure. */
const MAX_VALUES = 200;

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  email: 'someone@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** `words` stands where a text of any kind may; absent, the name of the field does. */
export function sampleOf(schema: JsonObject, words?: string): Json {
  return sample({ root: schema, words, depth: 0, count: { values: 0 } }, schema, 'value');
}

interface Place {
  readonly root: JsonObject;
  readonly words: string | undefined;
  readonly depth: number;
  /** Shared by the whole sample. */
  readonly count: { values: number };
}

function sample(place: Place, given: Json | undefined, name: string): Json {
  const schema = objectOf(given);
  place.count.values += 1;
  if (place.depth > MAX_DEPTH || place.count.values > MAX_VALUES) return null;
  const deeper = { ...place, depth: place.depth + 1 };
  const said = schema.const ?? schema.default ?? listOf(schema.enum)[0] ?? listOf(schema.examples)[0];
  if (said !== undefined) return said;
  const other = referred(place.root, schema) ?? [schema.anyOf, schema.oneOf, schema.allOf].flatMap(listOf)[0];
  if (other !== undefined) return sample(deeper, other, name);
  switch (typeOf(schema)) {
    case 'object':
      return sampleObject(deeper, schema);
    case 'array':
      return [sample(deeper, schema.items, name)];
    case 'integer':
    case 'number':
      return typeof schema.minimum === 'number' ? schema.minimum : 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return sampleText(place, schema, name);
  }
}

function sampleObject(place: Place, schema: JsonObject): JsonObject {
  const entries = Object.entries(objectOf(schema.properties));
  return Object.fromEntries(entries.map(([name, member]) => [name, sample(place, member, name)]));
}

function sampleText({ words }: Place, { format, maxLength }: JsonObject, name: string): string {
  const known = FORMATS[stringOf(format)];
  const text = known ?? words ?? `some ${name}`;
  return typeof maxLength === 'number' ? text.slice(0, maxLength) : text;
}

function typeOf({ type, properties, items }: JsonObject): string {
  const first = Array.isArray(type) ? type.find((one) => one !== 'null') : type;
  if (typeof first === 'string') return first;
  if (isJsonObject(properties)) return 'object';
  return isJsonObject(items) ? 'array' : 'string';
}

/** What `$ref: "#/$defs/name"` points at. */
function referred(root: JsonObject, { $ref }: JsonObject): Json | undefined {
  const path = stringOf($ref);
  if (!path.startsWith('#/')) return undefined;
  return path
    .slice(2)
    .split('/')
    .reduce<Json>((found, step) => objectOf(found)[step] ?? {}, root);
}
