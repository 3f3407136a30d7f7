/** Judges values by a JSON Schema, in bounded time whatever schema and value are. */
import { dereference, format, type OutputUnit, type Schema, validate } from '@cfworker/json-schema';
import type { Json, JsonObject } from '#core/json.ts';
import { prepareSchema, SchemaProblem } from '#plugins/output-schema/prepare-schema.ts';

export interface CompiledSchema {
  /** What is wrong with the value, a sentence each; nothing where it fits. */
  problemsOf(value: Json): readonly string[];
}

const MOST_TEXT = 200_000;
/** Parts of a schema that are applied in one judgement: more than any answer needs, and done in a blink. */
const MOST_STEPS = 10_000;
const STEPS_FOR_MORE = 500;
const STEPS_TO_TRY = 100;
/** Characters of items that are compared with each other. */
const MOST_COMPARED = 5_000_000;
const MOST_PROBLEMS = 10;
const TOO_MUCH = 'The answer is too large to be judged by this schema.';

class TooMuchWork extends Error {}

/** @throws SchemaProblem where no value can be judged by it. */
export function compileSchema(given: JsonObject): CompiledSchema {
  let steps = 0;
  const step = (weight: number) => {
    steps += weight;
    if (steps > MOST_STEPS) throw new TooMuchWork();
  };
  const { schema, patterns, comparesItems, lookup } = prepared(given, step);

  /** Going on behind the first problem can take far longer, so it gets little of the time. */
  const allProblems = (value: Json): readonly string[] | undefined => {
    steps = MOST_STEPS - STEPS_FOR_MORE;
    try {
      return toldOf(validate(value, schema as Schema, '2020-12', lookup, false).errors);
    } catch {
      return undefined;
    }
  };

  const judge = (value: Json, allowed = MOST_STEPS): readonly string[] => {
    steps = MOST_STEPS - allowed;
    if (comparesItems && comparisons(value) > MOST_COMPARED) return [TOO_MUCH];
    try {
      // The validator looks tests of formats up in a table that all share, so ours stand there for this moment alone.
      for (const [name, test] of patterns) format[name] = test;
      const first = validate(value, schema as Schema, '2020-12', lookup, true);
      return first.valid ? [] : (allProblems(value) ?? toldOf(first.errors));
    } catch (thrown) {
      if (thrown instanceof TooMuchWork || thrown instanceof RangeError) return [TOO_MUCH];
      throw new SchemaProblem('No value can be judged by the schema.', { cause: thrown });
    } finally {
      for (const name of patterns.keys()) delete format[name];
    }
  };

  // What is wrong with a schema shows at the latest when it is applied.
  for (const value of [null, true, 1, 'text', [1, 1], { a: 1 }]) judge(value, STEPS_TO_TRY);
  return { problemsOf: (value) => judge(value).slice(0, MOST_PROBLEMS) };
}

/** What is wrong with a schema, in a sentence; undefined where nothing is. */
export function schemaProblem(schema: JsonObject): string | undefined {
  try {
    compileSchema(schema);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof SchemaProblem) return thrown.message;
    throw thrown;
  }
}

function prepared(given: JsonObject, step: (weight: number) => void) {
  if (JSON.stringify(given).length > MOST_TEXT) throw new SchemaProblem('The schema is too large.');
  try {
    const ready = prepareSchema(given, step);
    const lookup = dereference(ready.schema as Schema);
    const targets = Object.values(lookup).flatMap((part) =>
      typeof part === 'object' ? (part.__absolute_ref__ ?? []) : [],
    );
    if (targets.some((target) => lookup[target] === undefined)) throw new SchemaProblem('A $ref points to nothing.');
    return { ...ready, lookup };
  } catch (thrown) {
    if (thrown instanceof SchemaProblem) throw thrown;
    throw new SchemaProblem('The schema cannot be read.', { cause: thrown });
  }
}

/** What says only that something inside was wrong. */
const OUTER = ['$ref', 'allOf', 'properties', 'items', 'prefixItems', 'additionalProperties', 'if', 'false'];

function toldOf(errors: readonly OutputUnit[]): readonly string[] {
  const causes = errors.filter(({ keyword }) => !OUTER.includes(keyword));
  const told = causes.length > 0 ? causes : errors;
  return [...new Set(told.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`))];
}

/** Each item may be compared with every other, letter by letter. */
function comparisons(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inside = Object.values(value).reduce<number>((sum, member) => sum + comparisons(member as Json), 0);
  return inside + (Array.isArray(value) ? value.length * JSON.stringify(value).length : 0);
}
