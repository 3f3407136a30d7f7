/** The kinds of values that settings have: text of an environment variable in, a value of ours out. */
import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { formatDuration, parseDuration } from '#core/duration.ts';
import { Secret } from '#core/secret.ts';

export function wholeNumber(atLeast: number, atMost: number) {
  return z.string().transform((text, context) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= atLeast && number <= atMost) return number;
    return report(context, `Give a whole number from ${atLeast} to ${atMost}.`);
  });
}

/** Kubernetes hands the address of a Service called `gatehouse` to its pods under the names of our own settings. */
export const port = z
  .string()
  .refine((text) => !text.startsWith('tcp://'), {
    message:
      'Kubernetes sets this for a Service called "gatehouse". Set enableServiceLinks: false in the pod, or set the port there yourself.',
    abort: true,
  })
  .pipe(wholeNumber(0, 65_535));

const NAME = /^[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?$/;

/** An IPv6 address may stand in brackets, as it does in a URL; Node wants it without. */
export const host = z.string().transform((text, context) => {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  return NAME.test(bare) || isIPv6(bare)
    ? bare
    : report(context, 'Give an address or a name without port, such as 127.0.0.1 or ::1.');
});

export function duration(atMostMs: number) {
  return z.string().transform((text, context) => {
    const milliseconds = parseDuration(text);
    if (milliseconds !== undefined && milliseconds <= atMostMs) return milliseconds;
    return report(context, `Give a length of time up to ${formatDuration(atMostMs)}, such as 30s, 5m, 12h or 7d.`);
  });
}

const KEY_BYTES = 32;

/** 32 bytes as base64, base64url or hexadecimal. */
export const key = z.string().transform((text, context) => {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  const isBase64 = /^[0-9A-Za-z+/_-]{43}=?$/.test(text);
  const isKey = bytes.length === KEY_BYTES && (isBase64 || text.length === 2 * KEY_BYTES);
  if (isKey) return new Secret<Uint8Array>(new Uint8Array(bytes));
  return report(context, 'Give 32 random bytes as base64 or hexadecimal, such as those of: openssl rand -base64 32');
});

const SHORTEST_TOKEN = 32;

export const token = z.string().transform((text, context) => {
  if (/^[\x21-\x7e]+$/.test(text) && text.length >= SHORTEST_TOKEN) return new Secret(text);
  return report(
    context,
    `Give at least ${SHORTEST_TOKEN} characters without spaces, such as those of: openssl rand -hex 32`,
  );
});

/** Without a slash at its end. */
export const url = z.string().transform((text, context) => {
  const parsed = URL.parse(text);
  const isPlain =
    parsed && /^https?:$/.test(parsed.protocol) && `${parsed.username}${parsed.search}${parsed.hash}` === '';
  if (isPlain) return parsed.href.replace(/\/+$/, '');
  return report(context, 'Give an http or https URL, such as https://gatehouse.example.com.');
});

export const hostNames = listOf((name) => {
  if (name === '*' || /^\[[0-9A-Fa-f:.]+\]$/.test(name) || /^[0-9A-Za-z._-]+$/.test(name)) return name.toLowerCase();
  return undefined;
}, 'Give names without scheme and port, separated by commas, such as gatehouse.example.com,10.0.0.7.');

export const origins = listOf((text) => {
  const parsed = URL.parse(text);
  return parsed && parsed.origin !== 'null' && parsed.href === `${parsed.origin}/` ? parsed.origin : undefined;
}, 'Give origins separated by commas, such as https://console.example.com,http://localhost:3000.');

function listOf(read: (entry: string) => string | undefined, wanted: string) {
  return z.string().transform((text, context) => {
    const entries = text.split(',').map((entry) => read(entry.trim()));
    const known = entries.filter((entry) => entry !== undefined);
    return known.length === entries.length ? known : report(context, wanted);
  });
}

function report(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
