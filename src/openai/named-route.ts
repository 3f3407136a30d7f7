/** The paths that administrators chose, such as `POST /test`: the same wire, where the route may bring the model. */
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Handler } from '#http/exchange.ts';
import { answerChat } from '#openai/answer-chat.ts';
import { arrive, refuseCall } from '#openai/open-call.ts';
import type { OpenaiDeps } from '#openai/openai-deps.ts';

/** Takes every path that no other door has taken; one that is no route's is refused, and recorded as such. */
export function createNamedRouteDoor(deps: OpenaiDeps): Handler {
  return (exchange) => {
    const snapshot = deps.snapshots.current();
    const route = snapshot.routesByPath.get(exchange.path) ?? null;
    const place = { door: 'route', route, snapshot } as const;
    if (route && exchange.method === 'POST') return answerChat(exchange, place, deps);
    const error = route
      ? new GatewayError('METHOD_NOT_ALLOWED', { allow: ['POST'] })
      : new GatewayError('NOT_FOUND', { message: `There is nothing at ${shown(exchange.path)}.` });
    refuseCall(exchange, arrive(exchange, place, deps), error, deps);
    return undefined;
  };
}

function shown(path: string): string {
  return path.length > 100 ? `${path.slice(0, 100)}…` : path;
}
