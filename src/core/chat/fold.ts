/** Folds a chat stream into its result. The only place where events become a whole. */
import type { ChatEvent, ChatStream } from '#core/chat/event.ts';
import type { ReasoningBlock, ToolCall } from '#core/chat/request.ts';
import type { ChatResult, ChatWarning, FinishReason, PlacedVendorBlock } from '#core/chat/result.ts';
import { UNKNOWN_USAGE, type Usage } from '#core/chat/usage.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';

/** @throws GatewayError STREAM_INTERRUPTED where the stream ends without `finish`. */
export async function foldChat(stream: ChatStream): Promise<ChatResult> {
  const folder = createFolder();
  for await (const batch of stream) folder.addAll(batch);
  return folder.result();
}

export interface ChatFolder {
  addAll(events: Iterable<ChatEvent>): void;
  readonly finished: boolean;
  /** What has come so far, whether or not it is all. */
  partial(): ChatResult;
  /** @throws GatewayError STREAM_INTERRUPTED before `finish` was added. */
  result(): ChatResult;
}

type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

interface ChoiceDraft {
  text: string;
  refusal: string;
  reasoning: (Writable<ReasoningBlock> & { open: boolean })[];
  toolCalls: Writable<ToolCall>[];
  vendorBlocks: PlacedVendorBlock[];
  finishReason: FinishReason;
}

/** Folds event by event, in time that grows with the events and not with their square. */
export function createFolder(): ChatFolder {
  let id = '';
  let model = '';
  let warnings: readonly ChatWarning[] = [];
  let usage: Usage = UNKNOWN_USAGE;
  let extra: JsonObject | undefined;
  let finished = false;
  const choices: ChoiceDraft[] = [];

  const draftOf = (index: number): ChoiceDraft => {
    while (choices.length <= index) choices.push(emptyDraft());
    return choices[index] as ChoiceDraft;
  };

  const add = (event: ChatEvent): void => {
    switch (event.type) {
      case 'start':
        ({ id, model, warnings } = event);
        return;
      case 'finish':
        ({ usage, extra } = event);
        finished = true;
        return;
      default:
        addToChoice(draftOf(event.choice), event);
    }
  };

  const partial = (): ChatResult => ({
    id,
    model,
    choices: choices.map(({ reasoning, toolCalls, vendorBlocks, ...rest }) => ({
      ...rest,
      reasoning: reasoning.map(closeBlock),
      toolCalls: toolCalls.filter((call): call is ToolCall => call !== undefined),
      ...(vendorBlocks.length > 0 && { vendorBlocks }),
    })),
    usage,
    warnings,
    ...(extra && { extra }),
  });

  return {
    addAll(events) {
      for (const event of events) add(event);
    },
    get finished() {
      return finished;
    },
    partial,
    result() {
      if (!finished) throw new GatewayError('STREAM_INTERRUPTED', { internal: 'The stream ended without finish.' });
      return partial();
    },
  };
}

type ChoiceEvent = Extract<ChatEvent, { choice: number }>;

function addToChoice(draft: ChoiceDraft, event: ChoiceEvent): void {
  switch (event.type) {
    case 'text-delta':
      draft.text += event.text;
      return;
    case 'refusal-delta':
      draft.refusal += event.text;
      return;
    case 'reasoning-delta':
      openBlock(draft).text += event.text;
      return;
    case 'reasoning-end': {
      const block = openBlock(draft);
      block.open = false;
      if (event.signature !== undefined) block.signature = event.signature;
      if (event.sealed !== undefined) block.sealed = event.sealed;
      if (event.id !== undefined) block.id = event.id;
      return;
    }
    case 'tool-call-start':
      draft.toolCalls[event.index] = {
        id: event.id,
        name: event.name,
        input: '',
        ...(event.extra && { extra: event.extra }),
      };
      return;
    case 'tool-call-delta': {
      const call = draft.toolCalls[event.index];
      if (!call)
        throw new GatewayError('PROVIDER_PROTOCOL', {
          internal: `Delta of tool call ${event.index} before its start.`,
        });
      call.input += event.input;
      return;
    }
    case 'tool-call-end': {
      const call = draft.toolCalls[event.index];
      if (call && event.signature !== undefined) call.signature = event.signature;
      return;
    }
    case 'vendor-block':
      draft.vendorBlocks.push({ ...event.block, at: draft.text.length });
      return;
    case 'choice-finish':
      draft.finishReason = event.reason;
      return;
    default:
      event satisfies never;
  }
}

function openBlock(draft: ChoiceDraft): ChoiceDraft['reasoning'][number] {
  const last = draft.reasoning.at(-1);
  if (last?.open) return last;
  const block = { text: '', open: true };
  draft.reasoning.push(block);
  return block;
}

function closeBlock({ open: _, ...block }: ChoiceDraft['reasoning'][number]): ReasoningBlock {
  return block;
}

function emptyDraft(): ChoiceDraft {
  return {
    text: '',
    refusal: '',
    reasoning: [],
    toolCalls: [],
    vendorBlocks: [],
    finishReason: { unified: 'other', raw: null },
  };
}
