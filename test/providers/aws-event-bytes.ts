/** AWS event streams out of text that people can read: one line a message, `{"event": …, "data": …}` or `{"exception": …}`. */
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { z } from 'zod';

const line = z.union([
  z.strictObject({ event: z.string(), data: z.json() }),
  z.strictObject({ exception: z.string(), data: z.json() }),
  z.strictObject({ error: z.string(), message: z.string() }),
]);

type Line = z.infer<typeof line>;

const codec = new EventStreamCodec(String, (text) => Buffer.from(text));

export function awsEventBytes(lines: string): Uint8Array {
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
