/** From the stream of a call to the events of a subscription: numbered without gaps, failure included. */

import type { GuardrailFinding } from '#core/call-report.ts';
import type { ChatBatch, ChatEvent } from '#core/chat/event.ts';
import { createFolder } from '#core/chat/fold.ts';
import type { ReasoningBlock, VendorBlock } from '#core/chat/request.ts';
import type { ChatResult, ChatWarning, FinishReason } from '#core/chat/result.ts';
import type { Usage } from '#core/chat/usage.ts';
import { toGatewayError } from '#core/error/gateway-error.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { FailedCall } from '#graphql/chat/failed-call.ts';
import type { GatewayCall } from '#graphql/gateway-call.ts';

/** `type` is the name of the GraphQL type. */
export type StreamEvent = { readonly call: GatewayCall; readonly sequence: number } & EventBody;

export type EventBody =
  | { readonly type: 'ChatStarted'; readonly id: string; readonly model: string; readonly warnings: Warnings }
  | {
      readonly type: 'ChatDelta';
      readonly choice: number;
      readonly text?: string;
      readonly reasoning?: string;
      readonly refusal?: string;
      readonly logprobs?: Json;
    }
  | ({ readonly type: 'ChatReasoningEnded'; readonly choice: number } & Omit<ReasoningBlock, 'text'>)
  | {
      readonly type: 'ChatToolCallDelta';
      readonly choice: number;
      readonly index: number;
      readonly id?: string;
      readonly name?: string;
      readonly input: string;
      readonly extra?: JsonObject;
    }
  | {
      readonly type: 'ChatToolCallEnded';
      readonly choice: number;
      readonly index: number;
      readonly signature?: string;
    }
  | { readonly type: 'ChatVendorBlock'; readonly choice: number; readonly block: VendorBlock }
  | { readonly type: 'ChatChoiceFinished'; readonly choice: number; readonly reason: FinishReason }
  | { readonly type: 'ChatGuardrailTriggered'; readonly finding: GuardrailFinding }
  | { readonly type: 'ChatUsageReported'; readonly usage: Usage }
  | { readonly type: 'ChatFinished'; readonly result: ChatResult }
  | { readonly type: 'ChatFailed'; readonly failed: FailedCall; readonly committed: boolean };

type Warnings = readonly ChatWarning[];

/** Never throws: a call that fails, before its first event or after it, ends with `ChatFailed`. */
export async function* streamEvents(call: GatewayCall, onFault: (error: Error) => void): AsyncGenerator<StreamEvent> {
  let sequence = 0;
  for await (const body of bodiesOf(call, onFault)) {
    yield { ...body, call, sequence };
    sequence += 1;
  }
}

async function* bodiesOf(call: GatewayCall, onFault: (error: Error) => void): AsyncGenerator<EventBody> {
  const { report, events } = call.run;
  const folder = createFolder();
  let started = false;
  let committed = false;
  let told = 0;
  try {
    for await (const batch of events) {
      folder.addAll(batch);
      if (!started) yield startOf(batch);
      started = true;
      for (const finding of report.findings.slice(told)) yield { type: 'ChatGuardrailTriggered', finding };
      told = report.findings.length;
      for (const body of deltasOf(batch)) {
        committed = true;
        yield body;
      }
    }
    const result = folder.result();
    yield { type: 'ChatUsageReported', usage: result.usage };
    yield { type: 'ChatFinished', result };
  } catch (thrown) {
    const error = toGatewayError(thrown);
    if (error !== thrown) onFault(error);
    yield { type: 'ChatFailed', failed: new FailedCall(call, error), committed };
  }
}

/** A stream begins with `start`, and what holds it back would hold back everything. */
function startOf(batch: ChatBatch): EventBody {
  const start = batch.find((event) => event.type === 'start');
  return { type: 'ChatStarted', id: start?.id ?? '', model: start?.model ?? '', warnings: start?.warnings ?? [] };
}

/** Neighbours of one batch that say the same kind of thing become one event: each event costs a write of its own. */
function deltasOf(batch: ChatBatch): EventBody[] {
  const bodies: EventBody[] = [];
  for (const event of batch) {
    const next = deltaOf(event);
    if (!next) continue;
    const joined = join(bodies.at(-1), next);
    if (joined) bodies.splice(-1, 1, joined);
    else bodies.push(next);
  }
  return bodies;
}

function deltaOf(event: ChatEvent): EventBody | undefined {
  switch (event.type) {
    case 'text-delta': {
      const { choice, text, logprobs } = event;
      return { type: 'ChatDelta', choice, text, ...(logprobs !== undefined && { logprobs }) };
    }
    case 'reasoning-delta':
      return { type: 'ChatDelta', choice: event.choice, reasoning: event.text };
    case 'refusal-delta':
      return { type: 'ChatDelta', choice: event.choice, refusal: event.text };
    case 'reasoning-end':
      return { ...event, type: 'ChatReasoningEnded' };
    case 'tool-call-start':
      return { ...event, type: 'ChatToolCallDelta', input: '' };
    case 'tool-call-delta':
      return { ...event, type: 'ChatToolCallDelta' };
    case 'tool-call-end':
      return { ...event, type: 'ChatToolCallEnded' };
    case 'vendor-block':
      return { ...event, type: 'ChatVendorBlock' };
    case 'choice-finish':
      return { ...event, type: 'ChatChoiceFinished' };
    case 'start':
    case 'finish':
      return undefined;
    default:
      return event satisfies never;
  }
}

function join(last: EventBody | undefined, next: EventBody): EventBody | undefined {
  if (last?.type === 'ChatDelta' && next.type === 'ChatDelta' && last.choice === next.choice) {
    // Probabilities belong to their own piece.
    if (last.logprobs !== undefined || next.logprobs !== undefined) return undefined;
    for (const kind of ['text', 'reasoning', 'refusal'] as const) {
      if (last[kind] !== undefined && next[kind] !== undefined) return { ...last, [kind]: last[kind] + next[kind] };
    }
  }
  const sameCall =
    last?.type === 'ChatToolCallDelta' &&
    next.type === 'ChatToolCallDelta' &&
    last.choice === next.choice &&
    last.index === next.index;
  return sameCall && next.id === undefined ? { ...last, input: last.input + next.input } : undefined;
}
