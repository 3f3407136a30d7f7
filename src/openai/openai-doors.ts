/** The fixed addresses of the OpenAI wire. */

import type { DoorDeps } from '#doors/door-deps.ts';
import type { Door } from '#http/router.ts';
import { createChatCompletionsDoor } from '#openai/chat-completions.ts';
import { createCompletionsDoor } from '#openai/completions/completions.ts';
import { createEmbeddingsDoor } from '#openai/embeddings.ts';
import { createListModelsDoor, createOneModelDoor, MODELS_PATH } from '#openai/list-models.ts';
import { createResponsesDoor } from '#openai/responses/responses.ts';

export function createOpenaiDoors(deps: DoorDeps): readonly Door[] {
  return [
    { methods: ['POST'], path: '/v1/chat/completions', handle: createChatCompletionsDoor(deps) },
    { methods: ['POST'], path: '/v1/completions', handle: createCompletionsDoor(deps) },
    { methods: ['POST'], path: '/v1/responses', handle: createResponsesDoor(deps) },
    { methods: ['POST'], path: '/v1/embeddings', handle: createEmbeddingsDoor(deps) },
    { methods: ['GET'], path: MODELS_PATH, handle: createListModelsDoor(deps) },
    { methods: ['GET'], path: `${MODELS_PATH}/*`, handle: createOneModelDoor(deps) },
  ];
}
