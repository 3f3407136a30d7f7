/** The paths that administrators chose, such as `POST /test`: the same wire, where the route may bring the model. */
import { GatewayError } from '#core/error/gateway-error.ts';
import { answerChat } from '#doors/answer-chat.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import { arrive, refuseCall } from '#doors/open-call.ts';
import type { Handler } from '#http/exchange.ts';
import { OPENAI_CHAT } from '#openai/chat-wire.ts';

/** Takes every path that no other door has taken; one that is no route's is refused, and recorded as such. */
export function createNamedRouteDoor(deps: DoorDeps): Handler {
  return (exchange) => {
    const snapshot = deps.snapshots.current();
    const route = snapshot.routesByPath.get(exchange.path) ?? null;
    const place = { door: 'route', route, snapshot } as const;
    if (route && exchange.method === 'POST') return answerChat(exchange, place, OPENAI_CHAT, deps);
    const error = route
      ? new GatewayError('METHOD_NOT_ALLOWED', { allow: ['POST'] })
      : new GatewayError('NOT_FOUND', { message: `There is nothing at ${shown(exchange.path)}.` });
    refuseCall(exchange, { arrival: arrive(exchange, place, deps), error }, OPENAI_CHAT, deps);
    return undefined;
  };
}

function shown(path: string): string {
  return path.length > 100 ? `${path.slice(0, 100)}…` : path;
}
