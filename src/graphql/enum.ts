/** Makes a GraphQL enum of one of our kebab-case unions, so that the union stays the only list of its members. */
import type { EnumRef } from '@pothos/core';
import { builder } from '#graphql/builder.ts';

interface EnumOptions<Value extends string> {
  readonly description: string;
  /** What each member means, in one sentence; its name becomes SCREAMING_SNAKE_CASE. */
  readonly members: Readonly<Record<Value, string>>;
  readonly subGraphs?: 'Public'[];
}

export function enumOf<Value extends string>(
  name: string,
  { description, members, subGraphs = [] }: EnumOptions<Value>,
) {
  const entries = Object.entries<string>(members).map(([value, meaning]) => [
    screaming(value),
    { value, description: meaning },
  ]);
  // Object.entries forgets the union; the record's own type has just proven it.
  return builder.enumType(name, {
    description,
    subGraphs,
    values: Object.fromEntries(entries),
  }) as unknown as EnumOf<Value>;
}

type EnumOf<Value extends string> = EnumRef<(typeof builder)['$inferSchemaTypes'], Value, Value>;

/** `tool-calls` becomes `TOOL_CALLS`. */
export function screaming(value: string): string {
  return value.replaceAll('-', '_').toUpperCase();
}
