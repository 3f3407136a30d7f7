/** Headers that plugins send along with an attempt. What the adapter wrote itself stays as it is. */
import type { TargetView } from '#core/plugin.ts';
import type { WireRequest } from '#core/provider.ts';
import { runHook } from '#pipeline/run-hook.ts';
import type { Trip } from '#pipeline/trip.ts';

type Headers = Readonly<Record<string, string>>;

export async function headersToSend(trip: Trip, view: TargetView): Promise<Headers | undefined> {
  let headers: Headers | undefined;
  for (const entered of trip.entered) {
    const { onSend } = entered.bound.hooks;
    if (!onSend) continue;
    const given = await runHook(
      trip,
      entered,
      'attempt',
      () => onSend(entered.context, view),
      (names) => (Object.keys(names).length > 0 ? 'changed' : 'passed'),
    );
    headers = { ...given, ...headers };
  }
  return headers;
}

export function withHeaders(wire: WireRequest, headers: Headers | undefined): WireRequest {
  if (!headers) return wire;
  const taken = new Set(Object.keys(wire.headers).map((name) => name.toLowerCase()));
  const added = Object.entries(headers).filter(([name]) => !taken.has(name.toLowerCase()));
  return { ...wire, headers: { ...wire.headers, ...Object.fromEntries(added) } };
}
