/** Turns any value into what may stand in a log line: plain data, bounded in every direction, without secrets. */
import { GatewayError } from '#core/error/gateway-error.ts';
import { redactText } from '#observe/redact-text.ts';

/** Of one string, in UTF-16 units. */
const MAX_STRING_LENGTH = 8 * 1024;
const MAX_MEMBERS = 100;
const MAX_DEPTH = 8;

const REDACTED = '[secret]';
const SECRET_NAME =
  /authorization|cookie|secret|pass(word|phrase)|api[-_]?key$|^(access|admin|bearer|refresh|session|one[-_]?time)?[-_]?token$|credential[-_]?value|private[-_]?key|pepper/i;

type Seen = readonly object[];

export function loggable(value: unknown, seen: Seen = []): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return cleanText(String(value));
  if (typeof value === 'function') return `[function ${value.name}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (seen.includes(value)) return '[circular]';
  if (seen.length >= MAX_DEPTH) return '[too deep]';
  const inside = [...seen, value];
  if (value instanceof Error) return loggableError(value, inside);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, MAX_MEMBERS).map((item) => loggable(item, inside));
  if (value instanceof Set) return loggable([...value].slice(0, MAX_MEMBERS), inside);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return loggableEntries(entries, inside);
}

export function cleanText(text: string): string {
  const clean = redactText(text.length > MAX_STRING_LENGTH ? text.slice(0, MAX_STRING_LENGTH) : text);
  const cut = text.length - MAX_STRING_LENGTH;
  return cut > 0 ? `${clean}… (${cut} more)` : clean;
}

function loggableEntries(entries: readonly (readonly [unknown, unknown])[], seen: Seen): Record<string, unknown> {
  const members = entries.slice(0, MAX_MEMBERS).map(([key, member]) => {
    const name = cleanText(String(key));
    return [name, SECRET_NAME.test(name) && member != null ? REDACTED : loggable(member, seen)] as const;
  });
  return Object.fromEntries(members);
}

/** Chosen members alone: libraries hang requests with their headers on their errors. */
function loggableError(error: Error, seen: Seen): Record<string, unknown> {
  const code = 'code' in error && error.code !== undefined ? { code: loggable(error.code, seen) } : {};
  const parts = error instanceof AggregateError ? { errors: loggable(error.errors, seen) } : {};
  return {
    class: error.constructor.name,
    ...code,
    message: cleanText(error.message),
    ...(error instanceof GatewayError && loggableDetails(error, seen)),
    ...parts,
    ...(error.cause !== undefined && { cause: loggable(error.cause, seen) }),
    stack: cleanText(error.stack ?? ''),
  };
}

function loggableDetails({ details }: GatewayError, seen: Seen): Record<string, unknown> {
  const { message: _shown, cause: _below, ...rest } = details;
  return loggableEntries(Object.entries(rest), seen);
}
