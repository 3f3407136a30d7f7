/** All of an answer as GraphQL shows it, whole and in pieces, and the one made of the other by plain code. */
import type { Json, JsonObject } from '#core/json.ts';

export const COMPLETION_FIELDS = `
  providerAnswerId providerModel text extra
  warnings { setting message }
  usage { inputTokens cachedInputTokens cacheWriteTokens outputTokens reasoningTokens totalTokens source }
  choices {
    index finishReason providerFinishReason
    message {
      content refusal reasoning
      reasoningBlocks { text signature sealed id }
      toolCalls { id name arguments signature extra }
      vendorBlocks { vendor value at }
    }
  }`;

export const EVENT_FIELDS = `
  __typename sequence
  ... on ChatStarted { providerAnswerId providerModel warnings { setting message } }
  ... on ChatDelta { choiceIndex content reasoning refusal }
  ... on ChatReasoningEnded { choiceIndex signature sealed blockId }
  ... on ChatToolCallDelta { choiceIndex toolIndex toolCallId name argumentsDelta extra }
  ... on ChatToolCallEnded { choiceIndex toolIndex signature }
  ... on ChatVendorBlock { choiceIndex vendor value }
  ... on ChatChoiceFinished { choiceIndex finishReason providerFinishReason }
  ... on ChatUsageReported {
    usage { inputTokens cachedInputTokens cacheWriteTokens outputTokens reasoningTokens totalTokens source }
  }
  ... on ChatFinished { completion { extra } }
  ... on ChatFailed { error { code message } }`;

/** An event as it came: each type has some of these. */
export interface AnyEvent {
  readonly __typename: string;
  readonly sequence: number;
  readonly choiceIndex: number;
  readonly toolIndex: number;
  readonly providerAnswerId: string | null;
  readonly providerModel: string | null;
  readonly warnings: Json;
  readonly content: string | null;
  readonly reasoning: string | null;
  readonly refusal: string | null;
  readonly signature: string | null;
  readonly sealed: string | null;
  readonly blockId: string | null;
  readonly toolCallId: string;
  readonly name: string;
  readonly argumentsDelta: string;
  readonly extra: JsonObject | null;
  readonly vendor: string;
  readonly value: JsonObject;
  readonly finishReason: string;
  readonly providerFinishReason: string | null;
  readonly usage: JsonObject;
  readonly completion: { readonly extra: JsonObject | null };
  readonly error: { readonly code: string };
}

interface Block {
  text: string;
  signature: string | null;
  sealed: string | null;
  id: string | null;
}

interface Call {
  id: string;
  name: string;
  arguments: string;
  signature: string | null;
  extra: JsonObject | null;
}

interface Draft {
  text: string;
  refusal: string;
  reasoning: Block[];
  isOpen: boolean;
  toolCalls: Call[];
  vendorBlocks: { vendor: string; value: JsonObject; at: number }[];
  finishReason: string;
  providerFinishReason: string | null;
}

/** What a client can make of the events alone, in the form of `COMPLETION_FIELDS`. */
export function completionOf(events: readonly AnyEvent[]): object {
  const drafts: Draft[] = [];
  let [start, usage, extra]: [AnyEvent | undefined, JsonObject | undefined, JsonObject | null] = [
    undefined,
    undefined,
    null,
  ];
  for (const event of events) {
    if (event.__typename === 'ChatStarted') start = event;
    else if (event.__typename === 'ChatUsageReported') usage = event.usage;
    else if (event.__typename === 'ChatFinished') extra = event.completion.extra;
    else if (event.choiceIndex !== undefined) addTo(draftAt(drafts, event.choiceIndex), event);
  }
  return {
    providerAnswerId: start?.providerAnswerId,
    providerModel: start?.providerModel,
    text: drafts[0]?.text || null,
    extra,
    warnings: start?.warnings,
    usage,
    choices: drafts.map(choiceOf),
  };
}

function draftAt(drafts: Draft[], index: number): Draft {
  while (drafts.length <= index) {
    const lists = { reasoning: [], toolCalls: [], vendorBlocks: [] };
    drafts.push({ text: '', refusal: '', isOpen: false, ...lists, finishReason: '', providerFinishReason: null });
  }
  return drafts[index] as Draft;
}

function addTo(draft: Draft, event: AnyEvent): void {
  switch (event.__typename) {
    case 'ChatDelta':
      draft.text += event.content ?? '';
      draft.refusal += event.refusal ?? '';
      if (event.reasoning !== null) openBlock(draft).text += event.reasoning;
      return;
    case 'ChatReasoningEnded': {
      const { signature, sealed, blockId: id } = event;
      Object.assign(openBlock(draft), { signature, sealed, id });
      draft.isOpen = false;
      return;
    }
    case 'ChatToolCallDelta': {
      const { toolIndex, toolCallId: id, name, extra, argumentsDelta } = event;
      draft.toolCalls[toolIndex] ??= { id, name, arguments: '', signature: null, extra };
      (draft.toolCalls[toolIndex] as Call).arguments += argumentsDelta;
      return;
    }
    case 'ChatToolCallEnded':
      Object.assign(draft.toolCalls[event.toolIndex] as Call, { signature: event.signature });
      return;
    case 'ChatVendorBlock':
      draft.vendorBlocks.push({ vendor: event.vendor, value: event.value, at: draft.text.length });
      return;
    case 'ChatChoiceFinished':
      draft.finishReason = event.finishReason;
      draft.providerFinishReason = event.providerFinishReason;
      return;
    default:
      throw new Error(`What is ${event.__typename}?`);
  }
}

function openBlock(draft: Draft): Block {
  if (!draft.isOpen) draft.reasoning.push({ text: '', signature: null, sealed: null, id: null });
  draft.isOpen = true;
  return draft.reasoning.at(-1) as Block;
}

function choiceOf({ text, refusal, reasoning, toolCalls, vendorBlocks, ...finish }: Draft, index: number): object {
  const { finishReason, providerFinishReason } = finish;
  const shown = reasoning.map((block) => block.text).filter((one) => one !== '');
  return {
    index,
    finishReason,
    providerFinishReason,
    message: {
      content: text || null,
      refusal: refusal || null,
      reasoning: shown.join('\n\n') || null,
      reasoningBlocks: reasoning,
      toolCalls,
      vendorBlocks,
    },
  };
}
