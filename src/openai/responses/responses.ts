/** `POST /v1/responses`: the model is named in the body, and no route is involved. Nothing is kept from call to call. */
import { answerChat } from '#doors/answer-chat.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import type { Handler } from '#http/exchange.ts';
import { OPENAI_RESPONSES } from '#openai/responses/responses-wire.ts';

export function createResponsesDoor(deps: DoorDeps): Handler {
  return (exchange) => {
    const place = { door: 'openai-responses', route: null, snapshot: deps.snapshots.current() } as const;
    return answerChat(exchange, place, OPENAI_RESPONSES, deps);
  };
}
