/** Events that are not text as members of a chunk's `delta`. */
import type { ChatEvent } from '#core/chat/event.ts';
import { detailsOf, hasProof } from '#openai/encode-reasoning-details.ts';
import { encodeProof, isCustom } from '#openai/encode-tool-call.ts';

type ChoiceEvent = Extract<ChatEvent, { choice: number }>;
export type DeltaEvent = Exclude<ChoiceEvent, { type: 'text-delta' | 'choice-finish' }>;

export interface DeltaEncoder {
  /** The members of each chunk that the event becomes; none where the wire has nothing for it. `at`: length of the text before. */
  encode(event: DeltaEvent, at: number): readonly string[];
}

/** Holds what one choice's thinking and calls need from their beginning to their end. */
interface ChoiceState {
  thought: string;
  thoughts: number;
  readonly customCalls: Set<number>;
}

/** `functions`: the way of 2023, where the first call is said in the old form. */
export function createDeltaEncoder(functions: boolean): DeltaEncoder {
  const choices = new Map<number, ChoiceState>();

  const stateOf = (choice: number): ChoiceState => {
    const state = choices.get(choice) ?? { thought: '', thoughts: 0, customCalls: new Set<number>() };
    choices.set(choice, state);
    return state;
  };

  const isLegacy = (index: number): boolean => functions && index === 0;

  const startCall = (event: Extract<DeltaEvent, { type: 'tool-call-start' }>): string => {
    const { choice, index, id, name, extra = {} } = event;
    if (isLegacy(index)) return `"function_call":${JSON.stringify({ name, arguments: '' })}`;
    const custom = isCustom({ extra });
    if (custom) stateOf(choice).customCalls.add(index);
    const called = custom ? { custom: { name, input: '' } } : { function: { name, arguments: '' } };
    return callOf({ index, ...extra, id, type: extra.type ?? 'function', ...called });
  };

  const addToCall = ({ choice, index, input }: Extract<DeltaEvent, { type: 'tool-call-delta' }>): string => {
    if (isLegacy(index)) return `"function_call":${JSON.stringify({ arguments: input })}`;
    if (stateOf(choice).customCalls.has(index)) return callOf({ index, custom: { input } });
    return `"tool_calls":[{"index":${index},"function":{"arguments":${JSON.stringify(input)}}}]`;
  };

  const endThought = ({ type: _, choice, ...proof }: Extract<DeltaEvent, { type: 'reasoning-end' }>): string[] => {
    const state = stateOf(choice);
    const block = { text: state.thought, ...proof };
    state.thought = '';
    state.thoughts += 1;
    return hasProof(block) ? [`"reasoning_details":${JSON.stringify(detailsOf(block, state.thoughts - 1))}`] : [];
  };

  return {
    encode(event, at) {
      switch (event.type) {
        case 'refusal-delta':
          return [`"refusal":${JSON.stringify(event.text)}`];
        case 'reasoning-delta':
          stateOf(event.choice).thought += event.text;
          return [`"reasoning_content":${JSON.stringify(event.text)}`];
        case 'reasoning-end':
          return endThought(event);
        case 'tool-call-start':
          return [startCall(event)];
        case 'tool-call-delta':
          return [addToCall(event)];
        case 'tool-call-end':
          return event.signature === undefined ? [] : [callOf({ index: event.index, ...encodeProof(event.signature) })];
        case 'vendor-block':
          return [`"vendor_blocks":[${JSON.stringify({ ...event.block, at })}]`];
        default:
          return event satisfies never;
      }
    },
  };
}

function callOf(call: object): string {
  return `"tool_calls":[${JSON.stringify(call)}]`;
}
