/** `POST /v1/chat/completions`: the model is named in the body, and no route is involved. */
import { answerChat } from '#doors/answer-chat.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import type { Handler } from '#http/exchange.ts';
import { OPENAI_CHAT } from '#openai/chat-wire.ts';

export function createChatCompletionsDoor(deps: DoorDeps): Handler {
  return (exchange) =>
    answerChat(exchange, { door: 'openai', route: null, snapshot: deps.snapshots.current() }, OPENAI_CHAT, deps);
}
