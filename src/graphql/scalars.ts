/** Scalars of the API. Inside they are plain numbers and JSON values; here they get their form on the wire. */
import { GraphQLError } from 'graphql';
import { formatDuration, parseDuration } from '#core/duration.ts';
import type { Json } from '#core/json.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;

builder.scalarType('DateTime', {
  description: 'Date and time in UTC, RFC 3339 with milliseconds.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  subGraphs: PUBLIC,
  serialize: (value) => new Date(value).toISOString(),
  parseValue(value) {
    const time = typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(time)) throw new GraphQLError('DateTime must be text like "2026-01-31T12:00:00.000Z".');
    return time;
  },
});

builder.scalarType('Duration', {
  description: 'Length of time. Accepts "30s", "5m" or ISO 8601 ("PT30S"); always printed as ISO 8601.',
  subGraphs: PUBLIC,
  serialize: formatDuration,
  parseValue(value) {
    const duration = typeof value === 'string' ? parseDuration(value) : undefined;
    if (duration === undefined) throw new GraphQLError('Duration must be text like "30s", "5m" or "PT30S".');
    return duration;
  },
});

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  subGraphs: PUBLIC,
  serialize: (value) => value,
  // GraphQL hands over what came as JSON, or the values of a literal.
  parseValue: (value) => value as Json,
});

builder.scalarType('MicroUSD', {
  description: 'Money in millionths of a US dollar, as a whole number: 1000000 is one dollar. Amounts are rounded up.',
  subGraphs: PUBLIC,
  serialize: (value) => value,
  parseValue: (value) => wholeNumber(value, 'MicroUSD', 0),
});

builder.scalarType('Revision', {
  description: 'Version number of a resource; grows by one on every change.',
  serialize: (value) => value,
  parseValue: (value) => wholeNumber(value, 'Revision', 0),
});

builder.scalarType('SafeInt', {
  description: 'Whole number that may exceed 32 bits, as a JSON integer up to 2^53-1.',
  subGraphs: PUBLIC,
  serialize: (value) => value,
  parseValue: (value) => wholeNumber(value, 'SafeInt', Number.MIN_SAFE_INTEGER),
});

builder.scalarType('URL', {
  description: 'Absolute http or https URL.',
  subGraphs: PUBLIC,
  serialize: (value) => value,
  parseValue(value) {
    const url = typeof value === 'string' ? URL.parse(value) : null;
    if (typeof value !== 'string' || (url?.protocol !== 'http:' && url?.protocol !== 'https:')) {
      throw new GraphQLError('URL must be an absolute http or https address.');
    }
    return value;
  },
});

function wholeNumber(value: unknown, name: string, least: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
  throw new GraphQLError(`${name} must be a whole number from ${least} to ${Number.MAX_SAFE_INTEGER}.`);
}
