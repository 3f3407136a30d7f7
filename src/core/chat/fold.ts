/** Folds a chat stream into its result. The only place where events become a whole. */
import type { ChatEvent, ChatStream } from '#core/chat/event.ts';
import type { ReasoningBlock, ToolCall } from '#core/chat/request.ts';
import type { ChatResult, ChatWarning, FinishReason } from '#core/chat/result.ts';
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

interface ChoiceDraft {
  text: string;
  refusal: string;
  reasoning: { text: string; signature?: string; open: boolean }[];
  toolCalls: { id: string; name: string; input: string }[];
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
    choices: choices.map(({ reasoning, toolCalls, ...rest }) => ({
      ...rest,
      reasoning: reasoning.map(closeBlock),
      toolCalls: toolCalls.filter((call): call is ToolCall => call !== undefined),
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
      return;
    }
    case 'tool-call-start':
      draft.toolCalls[event.index] = { id: event.id, name: event.name, input: '' };
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
    case 'tool-call-end':
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

function closeBlock({ text, signature }: { text: string; signature?: string }): ReasoningBlock {
  return { text, ...(signature !== undefined && { signature }) };
}

function emptyDraft(): ChoiceDraft {
  return { text: '', refusal: '', reasoning: [], toolCalls: [], finishReason: { unified: 'other', raw: null } };
}
