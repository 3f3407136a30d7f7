/**
 * Writes the items of an answer one after the other, and tells each step as the stream's event. A whole answer takes the same
 * steps unheard, so that whole and streamed answers cannot come out different.
 */
import type { ToolCall, VendorBlock } from '#core/chat/request.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { type OpenCall, openCall } from '#openai/responses/output-call.ts';
import { type OpenMessage, openMessage } from '#openai/responses/output-message.ts';
import { type OpenThought, openThought } from '#openai/responses/output-thought.ts';
import { madeUpId, type Proof } from '#openai/responses/seal.ts';
import { WIRE } from '#openai/responses/wire-name.ts';

/** Hears the type and the fields of each event. */
export type Tell = (type: string, fields: JsonObject) => void;

export interface Output {
  /** `id`: the vendor's own, where it is known from the beginning. */
  think(text: string, id?: string): void;
  endThought(proof: Proof): void;
  say(text: string, logprobs?: readonly Json[]): void;
  refuse(text: string): void;
  /** The next text begins another message. */
  endMessage(): void;
  show(block: VendorBlock): void;
  startCall(index: number, call: Omit<ToolCall, 'input'>): void;
  addToCall(index: number, input: string): void;
  endCall(index: number, signature?: string): void;
  /** What is known of the texts at the end alone, and the end of what is open. */
  end(beside: BesideTexts, isWhole: boolean): void;
  items(): readonly JsonObject[];
}

export interface BesideTexts {
  readonly annotations: readonly Json[];
  readonly logprobs: readonly Json[];
  /** What messages are for, one after the other, where the vendor says it of all. */
  readonly phases: readonly (string | undefined)[];
  /** Fields that stand beside the content of the last message. */
  readonly message: JsonObject;
}

export function createOutput(answerId: string, tell: Tell): Output {
  /** Each as it is at the moment. */
  const items: (() => JsonObject)[] = [];
  const messages: OpenMessage[] = [];
  const calls = new Map<number, OpenCall>();
  let message: OpenMessage | undefined;
  let thought: OpenThought | undefined;
  /** The vendor's id of the open thought, as far as a part of it has said it. */
  let partOf: string | undefined;
  let characters = 0;

  const place = (kind: string, id?: string) => ({
    id: id ?? madeUpId(kind, answerId, items.length),
    output_index: items.length,
  });

  const endThought = (proof: Proof): void => {
    thought?.end(proof);
    thought = undefined;
    partOf = undefined;
  };

  const endMessage = (): void => {
    message?.end(true);
    message = undefined;
  };

  const neededThought = (id?: string): OpenThought => {
    endMessage();
    if (id !== undefined && partOf !== undefined && partOf !== id) endThought({});
    if (thought === undefined) {
      thought = openThought(place('rs', id), tell);
      items.push(thought.item);
    }
    return thought;
  };

  const neededMessage = (): OpenMessage => {
    endThought({});
    if (message === undefined) {
      message = openMessage({ ...place('msg'), start: characters }, tell);
      items.push(message.item);
      messages.push(message);
    }
    return message;
  };

  const showOwn = (value: JsonObject): void => {
    endThought({});
    endMessage();
    const output_index = items.length;
    tell('response.output_item.added', { output_index, item: value });
    tell('response.output_item.done', { output_index, item: value });
    items.push(() => value);
  };

  return {
    think: (text, id) => neededThought(id).add(text),
    endThought(proof) {
      const hasProof = proof.sealed !== undefined || proof.signature !== undefined;
      if (thought === undefined && !hasProof) return;
      const open = neededThought(proof.id);
      // Parts of one item come as blocks with its id, of which only the last has the proof.
      if (hasProof || proof.id === undefined) {
        endThought(proof);
        return;
      }
      partOf = proof.id;
      open.endPart(proof.id);
    },
    say(text, logprobs = []) {
      neededMessage().say(text, logprobs);
      characters += text.length;
    },
    refuse: (text) => neededMessage().refuse(text),
    endMessage,
    show(block) {
      if (block.vendor === WIRE) showOwn(block.value);
      else neededMessage().show(block);
    },
    startCall(index, call) {
      endThought({});
      endMessage();
      const kind = call.extra?.type === 'custom' ? 'ctc' : 'fc';
      const open = openCall(place(kind), call, tell);
      items.push(open.item);
      calls.set(index, open);
    },
    addToCall: (index, input) => calls.get(index)?.add(input),
    endCall: (index, signature) => calls.get(index)?.end(signature),
    end(beside, isWhole) {
      endThought({});
      for (const [index, each] of messages.entries())
        each.enrich({ ...beside, phase: beside.phases[index], isLast: index === messages.length - 1 });
      message?.end(isWhole);
      message = undefined;
    },
    items: () => items.map((item) => item()),
  };
}
