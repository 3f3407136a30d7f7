/** A chat as a target hears it: one request, answered whole or frame by frame. */
import type { ChatEvent, ChatStream } from '#core/chat/event.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import type { Target } from '#core/snapshot.ts';
import { type Answer, type Line, type Question, understood } from '#pipeline/question.ts';

export function askChat(request: ChatRequest, stream: boolean): Question {
  return {
    request,
    async *ask(target, line) {
      const { adapter, upstreamModel, options, baseUrl } = target;
      const call = adapter.encode({ request, upstreamModel, options, baseUrl, stream });
      const answer = await line.waitFor(line.send(call, stream ? { framing: adapter.framing } : {}));
      for await (const batch of decode(target, answer, line)) yield withWarnings(batch, call.warnings);
    },
  };
}

async function* decode({ adapter }: Target, answer: Answer, { waitFor }: Line): ChatStream {
  if (answer.type === 'body') {
    yield unfoldChat(understood(() => adapter.decodeResult(answer.body)));
    return;
  }
  const decoder = adapter.createDecoder();
  const frames = answer.frames[Symbol.asyncIterator]();
  try {
    for (let read = await waitFor(frames.next()); !read.done; read = await waitFor(frames.next())) {
      const batch = read.value;
      const events = understood(() => batch.flatMap((frame) => decoder.push(frame)));
      if (events.length > 0) yield events;
    }
    const rest = understood(() => decoder.end());
    if (rest.length > 0) yield rest;
  } finally {
    await frames.return?.();
  }
}

function withWarnings(events: readonly ChatEvent[], warnings: readonly ChatWarning[]): readonly ChatEvent[] {
  if (warnings.length === 0) return events;
  return events.map((event) =>
    event.type === 'start' ? { ...event, warnings: [...warnings, ...event.warnings] } : event,
  );
}
