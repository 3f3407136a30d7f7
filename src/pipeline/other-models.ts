/** Lets a plugin ask other models in the course of a call: past no chain, on the report of that call. */

import type { ChatStream } from '#core/chat/event.ts';
import { foldChat } from '#core/chat/fold.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import type { EmbeddingResult } from '#core/embedding.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';
import { toGatewayError } from '#core/error/gateway-error.ts';
import type { OtherModels } from '#core/plugin.ts';
import type { Model } from '#core/snapshot.ts';
import { askChat } from '#pipeline/ask-chat.ts';
import { askEmbedding } from '#pipeline/ask-embedding.ts';
import { embeddingAsChat } from '#pipeline/embedding-as-chat.ts';
import type { Question } from '#pipeline/question.ts';
import { createReport } from '#pipeline/report-draft.ts';
import { recordEnding } from '#pipeline/settle.ts';
import type { Trip } from '#pipeline/trip.ts';
import { tryTargets } from '#pipeline/try-targets.ts';

export function createOtherModels(trip: Trip): OtherModels {
  let asked = 0;

  /** After the end of the call its report is closed, so what is asked then is a call of its own. */
  const ask = async (name: string, question: Question) => {
    const model = trip.call.snapshot.models.get(name);
    if (!model) throw new Error(`There is no model named "${name}".`);
    if (!trip.ended) return told(name, trip, foldChat(side(trip, model, question)));
    asked += 1;
    const late: Trip = {
      ...trip,
      call: { ...trip.call, callId: `${trip.call.callId}-${asked}`, startedAt: trip.deps.clock.now() },
      report: createReport(),
      signal: AbortSignal.timeout(LONGEST_LATE_MS),
    };
    const startedAt = trip.deps.clock.elapsed();
    let error: GatewayError | undefined;
    try {
      return await told(name, late, foldChat(side(late, model, question)));
    } catch (thrown) {
      error = toGatewayError(thrown instanceof Error ? (thrown.cause ?? thrown) : thrown);
      throw thrown;
    } finally {
      const { call: arrival, report } = late;
      const durationMs = trip.deps.clock.elapsed() - startedAt;
      recordEnding({ arrival, report, model, streamed: false, durationMs, ...(error && { error }) }, trip.deps);
    }
  };

  return {
    chat: (name, request) => ask(name, askChat(request, false)),
    async embed(name, texts) {
      if (texts.length === 0) return [];
      let vectors: EmbeddingResult['vectors'] = [];
      const embedding = { inputs: texts, extra: {} };
      const asChat: ChatRequest = embeddingAsChat(embedding);
      await ask(
        name,
        askEmbedding(embedding, asChat, (given) => {
          vectors = given;
        }),
      );
      return vectors;
    },
  };
}

const LONGEST_LATE_MS = 60_000;

function side(trip: Trip, model: Model, question: Question): ChatStream {
  const { targets } = model;
  const able = question.embeds ? targets.filter(({ adapter }) => adapter.embeddings) : targets;
  return tryTargets({ ...trip, model, chain: [], entered: [] }, question, able);
}

/** That another model failed is for the plugin to weigh; that the caller left or ran out of time is not. */
async function told<Value>(name: string, { signal }: Trip, answer: Promise<Value>): Promise<Value> {
  try {
    return await answer;
  } catch (thrown) {
    if (signal.aborted) throw toGatewayError(signal.reason);
    throw new Error(`The model ${name} did not answer: ${toGatewayError(thrown).message}`, { cause: thrown });
  }
}
