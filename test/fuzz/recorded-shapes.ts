/** What the fuzzing starts from: every answer that a provider's fixtures hold, whole and as frames. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '#core/json.ts';
import type { AnyProvider, Frame } from '#core/provider.ts';
import { streamBytes } from '#test/providers/aws-event-bytes.ts';
import { framesOf } from '#test/providers/streams.ts';

export interface Shapes {
  readonly bodies: readonly Json[];
  readonly streams: readonly (readonly Frame[])[];
  /** The same streams as they come out of the socket. */
  readonly bytes: readonly Uint8Array[];
  /** Bodies of refusals. */
  readonly failures: readonly string[];
}

const HOME = join(import.meta.dirname, '../providers');

export function shapesOf({ id, framing }: AnyProvider): Shapes {
  const files = existsSync(join(HOME, id)) ? readdirSync(join(HOME, id), { recursive: true, encoding: 'utf8' }) : [];
  const read = (name: RegExp): Buffer[] =>
    files.filter((file) => name.test(file)).map((file) => readFileSync(join(HOME, id, file)));
  const json = (bytes: Buffer): Json => JSON.parse(bytes.toString('utf8')) as Json;
  const bytes = read(/(^|\/)stream\.[a-z]+$/).map((stream) => streamBytes(framing, stream.toString('utf8')));
  return {
    bodies: read(/(^|\/)whole\.json$/).map(json),
    bytes,
    streams: bytes.map((stream) => framesOf(framing, [stream])),
    failures: read(/(^|\/)failures\.json$/).flatMap((file) =>
      (json(file) as readonly { failure: { body: Json } }[]).map(({ failure }) => textOf(failure.body)),
    ),
  };
}

function textOf(body: Json): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
