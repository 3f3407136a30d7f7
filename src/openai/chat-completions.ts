/** `POST /v1/chat/completions`: the model is named in the body, and no route is involved. */
import type { Handler } from '#http/exchange.ts';
import { answerChat } from '#openai/answer-chat.ts';
import type { OpenaiDeps } from '#openai/openai-deps.ts';

export function createChatCompletionsDoor(deps: OpenaiDeps): Handler {
  return (exchange) => answerChat(exchange, { door: 'openai', route: null, snapshot: deps.snapshots.current() }, deps);
}
