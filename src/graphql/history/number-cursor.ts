/** Cursors of lists that are ordered by a number. */
import { invalidRequest } from '#core/error/gateway-error.ts';

/** @throws GatewayError INVALID_REQUEST where the cursor is not one of this list. */
export function numberAfter(after: string | null): number | null {
  if (after === null) return null;
  if (/^\d{1,15}$/.test(after)) return Number(after);
  throw invalidRequest([{ path: ['after'], message: 'This is not a cursor of this list.', code: 'invalid_value' }]);
}
