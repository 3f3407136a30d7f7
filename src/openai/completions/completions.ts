/** `POST /v1/completions`: text completions of before there were chats, onto models that chat. */
import { answerChat } from '#doors/answer-chat.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import type { Handler } from '#http/exchange.ts';
import { OPENAI_COMPLETIONS } from '#openai/completions/completions-wire.ts';

export function createCompletionsDoor(deps: DoorDeps): Handler {
  return (exchange) => {
    const place = { door: 'openai-completions', route: null, snapshot: deps.snapshots.current() } as const;
    return answerChat(exchange, place, OPENAI_COMPLETIONS, deps);
  };
}
