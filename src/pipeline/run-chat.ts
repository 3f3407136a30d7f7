/** The one road: every door calls this, and nothing else reaches a provider. */
import type { ChatBatch, ChatStream } from '#core/chat/event.ts';
import { createFolder } from '#core/chat/fold.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { Charge } from '#core/plugin.ts';
import type { Model } from '#core/snapshot.ts';
import { admit } from '#pipeline/admit.ts';
import { askChat } from '#pipeline/ask-chat.ts';
import type { ChatCall, ChatRun, PipelineDeps } from '#pipeline/call.ts';
import { openDeadline } from '#pipeline/deadline.ts';
import { enterChain, type FinalVerdict } from '#pipeline/enter-chain.ts';
import type { SharedContext } from '#pipeline/enter-plugin.ts';
import { createOtherModels } from '#pipeline/other-models.ts';
import { placeOfCall } from '#pipeline/place-of-call.ts';
import { createReport } from '#pipeline/report-draft.ts';
import { recordEnding, tellPlugins } from '#pipeline/settle.ts';
import { transformStream } from '#pipeline/transform-stream.ts';
import type { Trip } from '#pipeline/trip.ts';
import { tryTargets } from '#pipeline/try-targets.ts';

/** The last link of the chain: whatever turns the finished request into an answer. */
export type LastLink = (trip: Trip, request: ChatRequest) => ChatStream;

const askTargets: LastLink = (trip, request) =>
  tryTargets(trip, askChat(request, trip.call.streamed), trip.model.targets);

export function runChat(call: ChatCall, deps: PipelineDeps, lastLink: LastLink = askTargets): ChatRun {
  const report = createReport();
  let trip: Trip | undefined;

  async function* walk(): ChatStream {
    const startedAt = deps.clock.elapsed();
    const deadline = openDeadline(call.signal, call.timeoutMs);
    const folder = createFolder();
    let model: Model | undefined;
    let firstTokenMs: number | undefined;
    let charge: Charge | undefined;
    let error: GatewayError | undefined = new GatewayError('CANCELLED');
    try {
      model = admit(call);
      const { operation = 'chat' } = call;
      const placed = call.snapshot.chainOf(placeOfCall(call, model.id));
      const chain = placed.filter(({ operations }) => operations.includes(operation));
      trip = { call, model, chain, report, deps, signal: deadline.signal, entered: [] };
      const verdict = await enterChain(trip, sharedContext(trip));
      const source = verdict.type === 'answer' ? answered(verdict) : lastLink(trip, verdict.request);
      if (verdict.type === 'answer' && verdict.charge) charge = verdict.charge;
      for await (const batch of transformStream(trip, source)) {
        folder.addAll(batch);
        firstTokenMs ??= deps.clock.elapsed() - startedAt;
        const handedAt = deps.clock.elapsed();
        yield batch;
        report.readerMs += deps.clock.elapsed() - handedAt;
      }
      folder.result();
      error = undefined;
    } catch (thrown) {
      const known = deadline.signal.aborted ? toGatewayError(deadline.signal.reason) : toGatewayError(thrown);
      error = trip ? passErrorBack(trip, known) : known;
      throw error;
    } finally {
      deadline.close();
      const durationMs = deps.clock.elapsed() - startedAt;
      const shown = { ...(error && { error }), ...(firstTokenMs !== undefined && { firstTokenMs }), durationMs };
      const named = { ...(model && { model }), ...(call.model !== undefined && { modelName: call.model }) };
      if (error?.code === 'INTERNAL')
        deps.log.error('A call failed inside the gateway.', { callId: call.callId, error });
      recordEnding({ arrival: call, report, ...named, streamed: call.streamed, ...shown }, deps);
      if (trip) {
        trip.ended = true;
        const served = trip.served && { target: trip.served };
        void tellPlugins(trip, {
          ...(firstTokenMs !== undefined && { result: folder.partial() }),
          ...served,
          ...(charge && { charge }),
          attempts: [...report.attempts],
          ...shown,
        });
      }
    }
  }

  return {
    callId: call.callId,
    report,
    get model() {
      return trip?.model;
    },
    get served() {
      return trip?.served;
    },
    events: walk(),
  };
}

function answered({ result, stream }: Extract<FinalVerdict, { type: 'answer' }>): ChatStream | readonly ChatBatch[] {
  return stream ?? [unfoldChat(result)];
}

function sharedContext(trip: Trip): SharedContext {
  const { call, signal } = trip;
  const { id, name, targets } = trip.model;
  const { callId, door, operation = 'chat', caller, route, streamed, startedAt } = call;
  return {
    callId,
    door,
    operation,
    caller,
    route: route && { id: route.id, name: route.name },
    model: { id, name, facts: targets.map(({ facts = {} }) => facts) },
    streamed,
    startedAt,
    signal,
    header: (name) => call.header(name),
    models: createOtherModels(trip),
  };
}

function passErrorBack({ entered }: Trip, error: GatewayError): GatewayError {
  return entered.toReversed().reduce((current, { bound, context }) => {
    try {
      return bound.hooks.onError?.(context, current) ?? current;
    } catch (thrown) {
      return thrown instanceof GatewayError ? thrown : current;
    }
  }, error);
}
