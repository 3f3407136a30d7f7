/** Reads a JSON body: bounded in bytes, depth and number of values, strict about its form, and clear about what is wrong. */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { GatewayError, invalidRequest } from '#core/error/gateway-error.ts';
import { checkJsonShape } from '#http/json-shape.ts';
import { locateJsonError } from '#http/locate-json-error.ts';
import { readBody } from '#http/read-body.ts';

export interface JsonLimits {
  readonly maxBytes: number;
}

/**
 * @throws GatewayError UNSUPPORTED_MEDIA_TYPE, REQUEST_TOO_LARGE, INVALID_REQUEST, CANCELLED
 */
export async function readJson(request: IncomingMessage, { maxBytes }: JsonLimits): Promise<unknown> {
  checkMediaType(request);
  return parseBody(await readBody(request, maxBytes));
}

/** @throws GatewayError INVALID_REQUEST */
export function parseBody(bytes: Buffer): unknown {
  if (bytes.length === 0) throw invalidBody('It is empty; send a JSON object.', 'required');
  // A decoder would replace the wrong bytes silently, and the model would read something else than was sent.
  if (!isUtf8(bytes)) throw invalidBody('It is not valid UTF-8.', 'invalid_encoding');
  const text = bytes.toString('utf8');
  const shapeProblem = checkJsonShape(text);
  if (shapeProblem !== undefined) throw invalidBody(shapeProblem, 'too_complex');
  try {
    return JSON.parse(text);
  } catch (cause) {
    const found = locateJsonError(text);
    const where = found && `${found.message} at line ${found.line} column ${found.column}`;
    throw invalidBody(`not valid JSON: ${where ?? 'it cannot be read'}.`, 'invalid_json', cause);
  }
}

function checkMediaType({ headers }: IncomingMessage): void {
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (type.trim().toLowerCase() !== 'application/json' || encoding.toLowerCase() !== 'identity') {
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE');
  }
}

function invalidBody(message: string, code: string, cause?: unknown): GatewayError {
  const { message: text, details } = invalidRequest([{ path: [], message, code }]);
  return new GatewayError('INVALID_REQUEST', { ...details, message: text, cause });
}
