/** From the stream of a call to the events of a subscription: numbered without gaps, failure included. */

import type { GuardrailFinding } from '#core/call-report.ts';
import type { ChatBatch, ChatEvent } from '#core/chat/event.ts';
import { createFolder } from '#core/chat/fold.ts';
import type { ChatResult } from '#core/chat/result.ts';
import type { Usage } from '#core/chat/usage.ts';
import { toGatewayError } from '#core/error/gateway-error.ts';
import { FailedCall } from '#graphql/chat/failed-call.ts';
import type { GatewayCall } from '#graphql/gateway-call.ts';

/** `type` is the name of the GraphQL type. */
export type StreamEvent = { readonly call: GatewayCall; readonly sequence: number } & EventBody;

export type EventBody =
  | { readonly type: 'ChatStarted' }
  | {
      readonly type: 'ChatDelta';
      readonly choice: number;
      readonly text?: string;
      readonly reasoning?: string;
      readonly refusal?: string;
    }
  | {
      readonly type: 'ChatToolCallDelta';
      readonly choice: number;
      readonly index: number;
      readonly id?: string;
      readonly name?: string;
      readonly input: string;
    }
  | { readonly type: 'ChatGuardrailTriggered'; readonly finding: GuardrailFinding }
  | { readonly type: 'ChatUsageReported'; readonly usage: Usage }
  | { readonly type: 'ChatFinished'; readonly result: ChatResult }
  | { readonly type: 'ChatFailed'; readonly failed: FailedCall; readonly committed: boolean };

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
      if (!started) yield { type: 'ChatStarted' };
      started = true;
      folder.addAll(batch);
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
    case 'text-delta':
      return { type: 'ChatDelta', choice: event.choice, text: event.text };
    case 'reasoning-delta':
      return { type: 'ChatDelta', choice: event.choice, reasoning: event.text };
    case 'refusal-delta':
      return { type: 'ChatDelta', choice: event.choice, refusal: event.text };
    case 'tool-call-start':
      return {
        type: 'ChatToolCallDelta',
        choice: event.choice,
        index: event.index,
        id: event.id,
        name: event.name,
        input: '',
      };
    case 'tool-call-delta':
      return { type: 'ChatToolCallDelta', choice: event.choice, index: event.index, input: event.input };
    case 'start':
    case 'reasoning-end':
    case 'vendor-block':
    case 'tool-call-end':
    case 'choice-finish':
    case 'finish':
      return undefined;
    default:
      return event satisfies never;
  }
}

function join(last: EventBody | undefined, next: EventBody): EventBody | undefined {
  if (last?.type === 'ChatDelta' && next.type === 'ChatDelta' && last.choice === next.choice) {
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
