/** Embeddings on the one road: plugins, limits, failover and records see them as chats whose answers say nothing. */
import { foldChat } from '#core/chat/fold.ts';
import type { EmbeddingResult } from '#core/embedding.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import type { Model, Target } from '#core/snapshot.ts';
import { askEmbedding } from '#pipeline/ask-embedding.ts';
import type { EmbeddingCall, EmbeddingRun, PipelineDeps } from '#pipeline/call.ts';
import { embeddingAsChat, takeOver } from '#pipeline/embedding-as-chat.ts';
import { type LastLink, runChat } from '#pipeline/run-chat.ts';
import { tryTargets } from '#pipeline/try-targets.ts';

export function runEmbedding(call: EmbeddingCall, deps: PipelineDeps): EmbeddingRun {
  const asked = embeddingAsChat(call.request);
  let vectors: EmbeddingResult['vectors'] = [];
  const keep = (given: EmbeddingResult['vectors']) => {
    vectors = given;
  };

  const lastLink: LastLink = (trip, request) => {
    const embedding = request === asked ? call.request : takeOver(call.request, request);
    return tryTargets(trip, askEmbedding(embedding, request, keep), targetsThatEmbed(trip.model));
  };

  const run = runChat({ ...call, request: asked, streamed: false, operation: 'embedding' }, deps, lastLink);
  return Object.assign(run, {
    async answer() {
      const { model, usage, warnings, extra } = await foldChat(run.events);
      return { model, vectors, usage, warnings, ...(extra && { extra }) };
    },
  });
}

function targetsThatEmbed({ name, targets }: Model): readonly Target[] {
  const able = targets.filter(({ adapter }) => adapter.embeddings);
  if (able.length > 0) return able;
  const message = `None of the providers of the model ${name} makes embeddings.`;
  throw invalidRequest([{ path: ['model'], message, code: 'not_supported' }]);
}
