/** Keeps other websites from using a visitor's browser, its cookies and its place in the network against this door. */
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Visitor } from '#http/identify.ts';

/**
 * Programs send no Origin and pass. Pages pass from our own address and from the allowed origins.
 * @throws GatewayError FORBIDDEN
 */
export function checkOrigin({ header }: Pick<Visitor, 'header'>, allowedOrigins: readonly string[]): void {
  const origin = header('origin');
  if (origin !== undefined && allowedOrigins.includes(origin)) return;
  const site = header('sec-fetch-site');
  const sameSite = site === undefined || site === 'same-origin' || site === 'none';
  const sameOrigin = origin === undefined || URL.parse(origin)?.host === header('host');
  if (sameSite && sameOrigin) return;
  throw new GatewayError('FORBIDDEN', {
    message: 'Pages of this origin may not use the gateway. An operator can allow it (GATEHOUSE_ALLOWED_ORIGINS).',
  });
}
