/** Errors that come with status 200: in an answer that failed, or as an event of a stream. */
import type { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import * as dialect from '#providers/dialect/openai-chat/decode-error.ts';
import { isEmpty } from '#providers/wire/json-readers.ts';

/** Undefined where the answer did not fail. */
export function errorInside(body: JsonObject): GatewayError | undefined {
  const error = dialect.errorInside(body);
  if (error) return error;
  return body.status === 'failed' ? dialect.namelessError(JSON.stringify(body)) : undefined;
}

/** An event `error` has its fields at the top; some servers put them into an object, as every other door does. */
export function errorOfEvent(event: JsonObject): GatewayError {
  const { code = null, message = null, error = null } = event;
  const said = isEmpty(error) ? { error: { code, message } } : { error };
  const isSilent = isEmpty(error) && isEmpty(code) && isEmpty(message);
  return (isSilent ? undefined : dialect.errorInside(said)) ?? dialect.namelessError(JSON.stringify(event));
}
