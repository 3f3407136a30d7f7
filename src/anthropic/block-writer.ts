/** Turns what one answer says into Anthropic's blocks. */
import { type BlockEvent, createBlockQueue, type Draft } from '#anthropic/block-queue.ts';
import { encodeCallProof, encodeThought } from '#anthropic/proof.ts';
import type { ChatEvent } from '#core/chat/event.ts';
import type { VendorBlock } from '#core/chat/request.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';

type EventOf<Type extends ChatEvent['type']> = Extract<ChatEvent, { type: Type }>;
export type BlockContent = Exclude<Extract<ChatEvent, { choice: number }>, EventOf<'choice-finish'>>;

export interface BlockWriter {
  write(event: BlockContent): readonly BlockEvent[];
  /** Closes what is open. */
  end(): readonly BlockEvent[];
}

interface Call {
  readonly draft: Draft;
  readonly id: string;
  input: string;
}

const TEXT = { type: 'text', text: '' } as const;
const THINKING = { type: 'thinking', thinking: '', signature: '' } as const;

export function createBlockWriter(): BlockWriter {
  const queue = createBlockQueue();
  const calls = new Map<number, Call>();
  /** The text or thinking that goes on. */
  let running: Draft | undefined;
  let lastCall: Call | undefined;

  const pause = (): void => {
    if (running) queue.end(running);
    running = undefined;
    // A call whose arguments are whole has said all, though its end may come with that of the answer only.
    if (lastCall && isJsonObject(parseJson(lastCall.input))) queue.end(lastCall.draft);
    lastCall = undefined;
  };

  const goOn = (block: JsonObject): Draft => {
    if (running && running.block.type === block.type) return running;
    pause();
    const draft = queue.open(block);
    running = draft;
    return draft;
  };

  const whole = (block: JsonObject): void => {
    pause();
    const { input } = block;
    // Anthropic streams what it calls a tool of its own with, and clients read it from there.
    const isCall = isJsonObject(input);
    const draft = queue.open(isCall ? { ...block, input: {} } : block);
    if (isCall) queue.add(draft, { type: 'input_json_delta', partial_json: JSON.stringify(input) });
    queue.end(draft);
  };

  const endThinking = ({ type: _, choice: __, ...proof }: EventOf<'reasoning-end'>): void => {
    const isOpen = running?.block.type === 'thinking';
    const block = encodeThought({ text: isOpen ? 'said' : '', ...proof });
    if (block?.type === 'redacted_thinking') whole(block);
    else if (block) {
      const draft = goOn(THINKING);
      if (block.signature !== '') queue.add(draft, { type: 'signature_delta', signature: block.signature ?? '' });
      pause();
    }
  };

  const show = ({ vendor, value }: VendorBlock): void => {
    if (vendor !== 'anthropic') return;
    if (value.type === 'citation') queue.add(goOn(TEXT), { type: 'citations_delta', citation: value.citation ?? null });
    // It says that another text begins.
    else if (value.type === 'text' && value.text === undefined) pause();
    else whole(value);
  };

  const startCall = ({ index, id, name, extra }: EventOf<'tool-call-start'>): void => {
    pause();
    const caller = extra?.caller;
    const block = { type: 'tool_use', id, name, input: {}, ...(caller !== undefined && { caller }) };
    lastCall = { draft: queue.open(block), id, input: '' };
    calls.set(index, lastCall);
  };

  const addToCall = ({ index, input }: EventOf<'tool-call-delta'>): void => {
    const call = calls.get(index);
    if (!call) return;
    call.input += input;
    queue.add(call.draft, { type: 'input_json_delta', partial_json: input });
  };

  const endCall = ({ index, signature }: EventOf<'tool-call-end'>): void => {
    const call = calls.get(index);
    if (!call) return;
    queue.end(call.draft);
    if (signature !== undefined) whole(encodeCallProof(call.id, signature));
  };

  const add = (event: BlockContent): void => {
    switch (event.type) {
      case 'text-delta':
      case 'refusal-delta':
        queue.add(goOn(TEXT), { type: 'text_delta', text: event.text });
        return;
      case 'reasoning-delta':
        queue.add(goOn(THINKING), { type: 'thinking_delta', thinking: event.text });
        return;
      case 'reasoning-end':
        endThinking(event);
        return;
      case 'vendor-block':
        show(event.block);
        return;
      case 'tool-call-start':
        startCall(event);
        return;
      case 'tool-call-delta':
        addToCall(event);
        return;
      case 'tool-call-end':
        endCall(event);
        return;
      default:
        event satisfies never;
    }
  };

  return {
    write(event) {
      add(event);
      return queue.take();
    },
    end() {
      queue.endAll();
      return queue.take();
    },
  };
}
