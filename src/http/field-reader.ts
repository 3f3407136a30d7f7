/** Reads the fields of one object of a request body. A wrong type is reported with its path and then counts as absent. */
import type { InputIssue } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';

/** Where every problem of a body is gathered. */
export type Issues = InputIssue[];

export interface NumberBounds {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly whole?: boolean;
}

/** `null` counts as absent, as it does at the vendor. */
export class FieldReader {
  readonly value: JsonObject;
  readonly path: readonly string[];
  readonly issues: Issues;

  constructor(value: JsonObject, path: readonly string[], issues: Issues) {
    this.value = value;
    this.path = path;
    this.issues = issues;
  }

  /** `place` is a field, or the way to something inside it. */
  report(place: string | readonly string[], message: string, code: string): undefined {
    this.issues.push({ path: this.path.concat(place), message, code });
    return undefined;
  }

  has(name: string): boolean {
    return this.value[name] != null;
  }

  string(name: string): string | undefined {
    const found = this.value[name] ?? undefined;
    if (found === undefined || typeof found === 'string') return found;
    return this.report(name, 'Must be a string.', 'invalid_type');
  }

  /** @returns the empty string, after a report, where there is none */
  neededString(name: string): string {
    if (!this.has(name)) this.report(name, 'Is required.', 'required');
    return this.string(name) ?? '';
  }

  boolean(name: string): boolean | undefined {
    const found = this.value[name] ?? undefined;
    if (found === undefined || typeof found === 'boolean') return found;
    return this.report(name, 'Must be true or false.', 'invalid_type');
  }

  number(
    name: string,
    { atLeast = -Infinity, atMost = Infinity, whole = false }: NumberBounds = {},
  ): number | undefined {
    const found = this.value[name] ?? undefined;
    if (found === undefined) return undefined;
    const kind = whole ? 'whole number' : 'number';
    // What overflows, such as 1e999, was parsed as infinity.
    if (typeof found !== 'number' || !Number.isFinite(found) || (whole && !Number.isSafeInteger(found))) {
      return this.report(name, `Must be a ${kind}.`, 'invalid_type');
    }
    if (found >= atLeast && found <= atMost) return found;
    const range = atMost === Infinity ? `at least ${atLeast}` : `from ${atLeast} to ${atMost}`;
    return this.report(name, `Must be ${range}.`, 'out_of_range');
  }

  /** The fields with other names, where there are any: what we have no word for is kept, not dropped. */
  others(known: ReadonlySet<string>): { readonly extra?: JsonObject } {
    const extra = Object.entries(this.value).filter(([name, found]) => found != null && !known.has(name));
    return extra.length === 0 ? {} : { extra: Object.fromEntries(extra) };
  }

  oneOf<Value extends string>(name: string, allowed: readonly Value[]): Value | undefined {
    const found = this.value[name] ?? undefined;
    if (found === undefined) return undefined;
    const match = allowed.find((value) => value === found);
    return (
      match ?? this.report(name, `Must be one of ${allowed.map((value) => `"${value}"`).join(', ')}.`, 'invalid_value')
    );
  }

  object(name: string): JsonObject | undefined {
    const found = this.value[name] ?? undefined;
    if (found === undefined || isJsonObject(found)) return found;
    return this.report(name, 'Must be an object.', 'invalid_type');
  }

  /** A reader of the object in a field that must be there. Where it is not, that is reported, and nothing inside it. */
  inside(name: string): FieldReader {
    if (!this.has(name)) this.report(name, 'Is required.', 'required');
    const found = this.object(name);
    return new FieldReader(found ?? {}, [...this.path, name], found ? this.issues : []);
  }

  list(name: string): readonly Json[] | undefined {
    const found = this.value[name] ?? undefined;
    if (found === undefined || Array.isArray(found)) return found;
    return this.report(name, 'Must be a list.', 'invalid_type');
  }

  /** Readers of the objects in a list; what is no object is reported and left out. */
  objects(name: string): FieldReader[] {
    return (this.list(name) ?? []).flatMap((entry, index) => {
      if (isJsonObject(entry)) return new FieldReader(entry, [...this.path, name, String(index)], this.issues);
      this.report([name, String(index)], 'Must be an object.', 'invalid_type');
      return [];
    });
  }
}
