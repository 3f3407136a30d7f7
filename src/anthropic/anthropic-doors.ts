/** The fixed addresses of Anthropic's wire. */
import { ANTHROPIC_MESSAGES } from '#anthropic/chat-wire.ts';
import { createCountTokensDoor } from '#anthropic/count-tokens.ts';
import { answerChat } from '#doors/answer-chat.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import type { Door } from '#http/router.ts';

export function createAnthropicDoors(deps: DoorDeps): readonly Door[] {
  return [
    {
      methods: ['POST'],
      path: '/v1/messages',
      handle: (exchange) =>
        answerChat(
          exchange,
          { door: 'anthropic', route: null, snapshot: deps.snapshots.current() },
          ANTHROPIC_MESSAGES,
          deps,
        ),
    },
    { methods: ['POST'], path: '/v1/messages/count_tokens', handle: createCountTokensDoor(deps) },
  ];
}
