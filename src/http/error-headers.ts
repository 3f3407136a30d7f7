/** Headers that an error brings along at every HTTP door. */
import type { GatewayError } from '#core/error/gateway-error.ts';

export function errorHeaders({ code, details }: GatewayError): Record<string, string> {
  const { retryAfterMs, allow } = details;
  return {
    ...(retryAfterMs !== undefined && { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) }),
    ...(allow && { allow: allow.join(', ') }),
    ...(code === 'UNAUTHENTICATED' && { 'www-authenticate': 'Bearer' }),
  };
}
