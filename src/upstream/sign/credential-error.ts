/** Says what is wrong with a credential without repeating any of it. */
import { GatewayError } from '#core/error/gateway-error.ts';

/** `why` completes the sentence "The credential of the provider …". */
export function credentialError(why: string, internal: string, cause?: unknown): GatewayError {
  return new GatewayError('PROVIDER_CREDENTIAL', {
    message: `The credential of the provider ${why}.`,
    internal,
    ...(cause !== undefined && { cause }),
  });
}
