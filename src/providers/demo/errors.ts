/** Reads the failures that the demo provider plays. */
import type { GatewayError } from '#core/error/gateway-error.ts';
import { parseJson } from '#core/json.ts';
import type { WireFailure } from '#core/provider.ts';
import { codeOfStatus, vendorError } from '#providers/failure/vendor-error.ts';
import { objectOf, stringOf } from '#providers/wire/json-readers.ts';

export function decodeError({ status, headers, body }: WireFailure): GatewayError {
  const words = stringOf(objectOf(parseJson(body)).message);
  return vendorError({ code: codeOfStatus(status), status, headers, body, words });
}
