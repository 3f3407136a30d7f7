/** Takes from several gauges for one call: from all of them, or from none. */
import type { RateLimitUnit } from '#core/call-report.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { PluginContext } from '#core/plugin.ts';
import type { Amount, Level, Taken } from '#plugins/rate-limit/gauge.ts';
import type { NamedGauge } from '#plugins/rate-limit/gauges.ts';

export interface Wanted extends NamedGauge {
  readonly amount: Amount;
}

export interface Reservation {
  readonly unit: RateLimitUnit;
  readonly amount: number;
  /** Adds a difference that became known later. */
  correct(difference: number): Promise<unknown>;
}

interface Try {
  readonly wanted: Wanted;
  readonly taken: Taken;
  readonly level: Level;
}

/** @throws GatewayError RATE_LIMITED where one of them has no room. Either way the report tells how every one of them stands. */
export async function reserve(
  wanted: readonly Wanted[],
  identities: readonly string[],
  { remarks }: PluginContext,
): Promise<readonly Reservation[]> {
  const tries = await Promise.all(
    wanted.flatMap((one) =>
      identities.map(async (identity): Promise<Try> => {
        const taken = await one.gauge.take(identity, one.amount);
        return { wanted: one, taken, level: taken.level };
      }),
    ),
  );
  const refused = tries.filter(({ taken }) => taken.amount === undefined);
  const ended = refused.length === 0 ? tries : await Promise.all(tries.map(giveBack));
  for (const one of wanted) {
    const levels = ended.filter((other) => other.wanted === one).map(({ level }) => level);
    if (levels.length > 0) remarks.rateLimit(one.stateOf(narrowest(levels)));
  }
  const worst = refused.reduce<Try | undefined>((so, one) => (so && waitOf(so) >= waitOf(one) ? so : one), undefined);
  if (worst) throw refusal(worst);
  return tries.map(({ wanted: { unit, gauge }, taken }) => ({
    unit,
    amount: taken.amount ?? 0,
    correct: (difference) => gauge.correct(taken.place, difference),
  }));
}

async function giveBack(one: Try): Promise<Try> {
  const { amount, place } = one.taken;
  return amount === undefined ? one : { ...one, level: await one.wanted.gauge.correct(place, -amount) };
}

function narrowest(levels: readonly Level[]): Level {
  return levels.reduce((narrow, level) => (level.remaining < narrow.remaining ? level : narrow));
}

/** Endless for what never fits. */
function waitOf({ taken }: Try): number {
  return taken.retryAfterMs ?? Number.POSITIVE_INFINITY;
}

function refusal({ wanted, taken, level }: Try): GatewayError {
  const { rule, amount, tell } = wanted;
  const { retryAfterMs } = taken;
  const limit = wanted.stateOf(level);
  if (retryAfterMs === undefined) {
    const message = `The limit ${limit.name} allows ${rule}, and this call alone may need ${tell(amount.least)}. Send less, or ask for a shorter answer.`;
    return new GatewayError('RATE_LIMITED', { message, limit });
  }
  const message = `The limit ${limit.name} is reached: ${rule}. Try again in ${Math.ceil(retryAfterMs / 1_000)} s.`;
  return new GatewayError('RATE_LIMITED', { message, limit, retryAfterMs });
}
