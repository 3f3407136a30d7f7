/** Collects the bytes of a request body, no more than a limit. */
import type { IncomingMessage } from 'node:http';
import { GatewayError } from '#core/error/gateway-error.ts';

/**
 * Gives up at the first byte too many, or before the first byte where the length is announced. What then remains unread
 * is for whoever answers.
 * @throws GatewayError REQUEST_TOO_LARGE, or CANCELLED where the caller goes away in the middle
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.reject(tooLarge(maxBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;

    const onData = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= maxBytes) return;
      leave();
      request.pause();
      reject(tooLarge(maxBytes));
    };
    const onEnd = () => {
      leave();
      const [first] = chunks;
      resolve(first && chunks.length === 1 ? first : Buffer.concat(chunks, size));
    };
    const onClose = () => {
      leave();
      reject(new GatewayError('CANCELLED'));
    };
    const leave = () => {
      request.off('data', onData).off('end', onEnd).off('error', onClose).off('close', onClose);
    };
    request.on('data', onData).on('end', onEnd).on('error', onClose).on('close', onClose);
  });
}

function tooLarge(maxBytes: number): GatewayError {
  return new GatewayError('REQUEST_TOO_LARGE', {
    message: `The request body is larger than the ${maxBytes} bytes that are allowed (GATEHOUSE_MAX_BODY_BYTES).`,
  });
}
