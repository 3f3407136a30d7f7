/** A copy of a JSON Schema that is safe to judge by, whoever wrote it: every step is counted, and no pattern can backtrack. */
import { RE2JS } from 're2js';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';

/** Its message says what is wrong with the schema, in a sentence. */
export class SchemaProblem extends Error {}

export interface PreparedSchema {
  readonly schema: Record<string, unknown> | boolean;
  /** Tests by the name of the format that stands for them. */
  readonly patterns: ReadonlyMap<string, (text: string) => boolean>;
  /** Whether items are compared with each other, which takes time by the square of their number. */
  readonly comparesItems: boolean;
}

const MAPS = ['properties', '$defs', 'definitions', 'dependentSchemas'];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SCHEMAS = [
  ...['items', 'additionalItems', 'contains', 'unevaluatedItems', 'additionalProperties', 'unevaluatedProperties'],
  ...['propertyNames', 'not', 'if', 'then', 'else'],
];
const VALUES = [
  ...['type', 'enum', 'const', 'required', 'dependentRequired', '$anchor', 'uniqueItems', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'minContains', 'maxContains', 'minProperties', 'maxProperties'],
];
/** Left out they would let pass what they forbid. */
const UNREAD = ['patternProperties', 'dependencies', '$dynamicRef', '$recursiveRef'];
/** Others are remarks, as the standard has it: https://json-schema.org/draft/2020-12/json-schema-validation#section-7 */
const FORMATS = ['date', 'time', 'date-time', 'duration', 'uuid', 'ipv4', 'ipv6', 'hostname', 'email'];
const LONGEST_PATTERN = 2_000;

/** `step` is called for each part of a schema that is applied to a value, with how much that is. @throws SchemaProblem */
export function prepareSchema(given: JsonObject, step: (weight: number) => void): PreparedSchema {
  const patterns = new Map<string, (text: string) => boolean>();
  let comparesItems = false;

  const copy = (schema: Json | undefined, isRoot = false): Record<string, unknown> | boolean => {
    if (typeof schema === 'boolean') return schema;
    if (!isJsonObject(schema)) throw new SchemaProblem('A part of the schema is neither an object nor true or false.');
    const unread = UNREAD.find((word) => schema[word] !== undefined);
    if (unread !== undefined) throw new SchemaProblem(`The schema uses ${unread}, which this gateway cannot judge by.`);
    if (!isRoot && schema.$id !== undefined) throw new SchemaProblem('Only the whole schema may have an $id.');
    const out: Record<string, unknown> = {};
    for (const [word, value] of Object.entries(schema)) {
      if (VALUES.includes(word)) out[word] = value;
      else if (MAPS.includes(word)) out[word] = copyMap(word, value);
      else if (LISTS.includes(word) || (word === 'items' && Array.isArray(value))) out[word] = copyList(word, value);
      else if (SCHEMAS.includes(word)) out[word] = copy(value);
    }
    if (schema.uniqueItems === true) comparesItems = true;
    const formats = [...knownFormat(schema), ...patternFormat(schema)];
    if (formats.length > 0) out.allOf = [...((out.allOf as unknown[] | undefined) ?? []), ...formats.map(formatted)];
    return counted(out, schema.$ref);
  };

  const copyMap = (word: string, value: Json): unknown => {
    if (!isJsonObject(value)) throw new SchemaProblem(`${word} is no object.`);
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member)]));
  };

  const copyList = (word: string, value: Json): unknown => {
    if (!Array.isArray(value)) throw new SchemaProblem(`${word} is no list.`);
    return value.map((member: Json) => copy(member));
  };

  const patternFormat = ({ pattern }: JsonObject): string[] => {
    if (pattern === undefined) return [];
    const name = `pattern ${String(pattern)}`;
    if (!patterns.has(name)) patterns.set(name, testOf(pattern));
    return [name];
  };

  /** The validator reads `$ref` once for each schema that it applies. */
  const counted = (out: Record<string, unknown>, ref: Json | undefined): Record<string, unknown> => {
    if (ref !== undefined && (typeof ref !== 'string' || !ref.startsWith('#')))
      throw new SchemaProblem('A $ref has to point into the schema itself, such as "#/$defs/name".');
    const weight = weightOf(out);
    const get = () => {
      step(weight);
      return ref;
    };
    return Object.defineProperty(out, '$ref', { get, enumerable: ref !== undefined });
  };

  const formatted = (format: string) => counted({ format }, undefined);
  return { schema: copy(given, true), patterns, comparesItems };
}

/** Lists of values and of names are gone through each time. */
function weightOf(schema: Record<string, unknown>): number {
  const text = JSON.stringify(VALUES.map((word) => schema[word] ?? 0)).length;
  const names = MAPS.reduce((sum, word) => sum + Object.keys(schema[word] ?? {}).length, 0);
  return 1 + Math.floor(text / 100) + Math.floor(names / 10);
}

function knownFormat({ format }: JsonObject): string[] {
  return typeof format === 'string' && FORMATS.includes(format) ? [format] : [];
}

function testOf(pattern: Json): (text: string) => boolean {
  if (typeof pattern !== 'string' || pattern.length > LONGEST_PATTERN)
    throw new SchemaProblem(`A pattern is a text of at most ${LONGEST_PATTERN} characters.`);
  try {
    const expression = RE2JS.compile(pattern);
    // Only whether it occurs: that takes the engine's automaton, which is far faster than looking for the place.
    return (text) => expression.test(text);
  } catch (cause) {
    const reason = 'A pattern is not in RE2 syntax, which has no look-around and no back-references.';
    throw new SchemaProblem(reason, { cause });
  }
}
