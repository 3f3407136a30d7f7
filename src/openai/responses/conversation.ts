/** Gathers messages from items. Of one answer the thinking comes first, then what was said, then the calls: what comes in another order begins a new message. */
import type {
  AssistantMessage,
  Extensible,
  Message,
  ReasoningBlock,
  TextPart,
  ToolCall,
  VendorPart,
} from '#core/chat/request.ts';

export interface Said extends Extensible {
  readonly content: readonly (TextPart | VendorPart)[];
  readonly refusal?: string;
}

export interface Conversation {
  /** A message of another than the model. */
  add(message: Message): void;
  think(blocks: readonly ReasoningBlock[]): void;
  say(said: Said): void;
  /** What only this wire has a form for. */
  show(part: VendorPart): void;
  call(call: ToolCall): void;
  messages(): readonly Message[];
}

type Draft = { -readonly [Key in keyof AssistantMessage]: AssistantMessage[Key] };

const EMPTY: AssistantMessage = { role: 'assistant', content: [], reasoning: [], toolCalls: [] };

export function createConversation(): Conversation {
  const messages: Message[] = [];
  let open: Draft | undefined;

  const close = (): void => {
    if (open) messages.push(open);
    open = undefined;
  };

  /** The open answer, or a new one where the open one is too far on. */
  const answer = (isTooFar: (draft: Draft) => boolean): Draft => {
    if (open && isTooFar(open)) close();
    open ??= { ...EMPTY };
    return open;
  };

  return {
    add(message) {
      close();
      messages.push(message);
    },
    think(blocks) {
      const draft = answer((given) => given.content.length > 0 || hasEnded(given));
      draft.reasoning = [...draft.reasoning, ...blocks];
    },
    say({ content, ...rest }) {
      const draft = answer((given) => given.content.some(({ type }) => type === 'text') || hasEnded(given));
      draft.content = [...draft.content, ...content];
      Object.assign(draft, rest);
    },
    show(part) {
      const draft = answer(hasEnded);
      draft.content = [...draft.content, part];
    },
    call(call) {
      const draft = answer(() => false);
      draft.toolCalls = [...draft.toolCalls, call];
    },
    messages() {
      close();
      return messages;
    },
  };
}

function hasEnded({ toolCalls, refusal }: Draft): boolean {
  return toolCalls.length > 0 || refusal !== undefined;
}
