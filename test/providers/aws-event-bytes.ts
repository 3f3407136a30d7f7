/** Fixtures of streams as bytes. AWS event streams are written so that people can read them: one line a message. */
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { z } from 'zod';
import type { Framing } from '#core/provider.ts';

const line = z.union([
  z.strictObject({ event: z.string(), data: z.json() }),
  z.strictObject({ exception: z.string(), data: z.json() }),
  z.strictObject({ error: z.string(), message: z.string() }),
]);

type Line = z.infer<typeof line>;

const codec = new EventStreamCodec(String, (text) => Buffer.from(text));

/** A binary framing is written in a fixture as one line a message. */
export function streamBytes(framing: Framing, text: string): Uint8Array {
  return framing === 'aws-event-stream' ? awsEventBytes(text) : new TextEncoder().encode(text);
}

function awsEventBytes(lines: string): Uint8Array {
  const messages = lines.split('\n').filter((text) => text.trim() !== '');
  return Buffer.concat(messages.map((text) => awsEvent(line.parse(JSON.parse(text)))));
}

export function awsEvent(message: Line): Uint8Array {
  const headers = Object.fromEntries(
    Object.entries(headersOf(message)).map(([name, value]) => [name, { type: 'string' as const, value }]),
  );
  const body = 'data' in message ? Buffer.from(JSON.stringify(message.data)) : Buffer.alloc(0);
  return codec.encode({ headers, body });
}

function headersOf(message: Line): Record<string, string> {
  if ('error' in message)
    return { ':message-type': 'error', ':error-code': message.error, ':error-message': message.message };
  const type = { ':content-type': 'application/json' };
  return 'event' in message
    ? { ':event-type': message.event, ...type, ':message-type': 'event' }
    : { ':exception-type': message.exception, ...type, ':message-type': 'exception' };
}
