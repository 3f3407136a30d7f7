/** Reads the blocks of one answer, whole or in pieces. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { parseJson } from '#core/json.ts';
import { ANSWER_TOOL } from '#providers/anthropic/encode-form.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { isEmpty, listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

const VENDOR = 'anthropic';
const MAX_BLOCKS = 10_000;
/** Stands where a block of text begins right after another one that it must not be joined to. */
const TEXT_BEGINS = { type: 'text' } as const;
const CHOICE = { choice: 0 } as const;

type Open =
  | { readonly kind: 'text'; readonly citations: Json[] }
  | { readonly kind: 'thinking'; signature: string }
  | { readonly kind: 'call'; readonly index: number; hasInput: boolean }
  /** The tool that stands for the form of the answer. */
  | { readonly kind: 'answer' }
  | { readonly kind: 'vendor'; readonly value: JsonObject; input: string };

export interface BlockReader {
  /** A block of a whole answer, or the beginning of one in a stream. */
  open(key: Json | undefined, block: JsonObject, isWhole: boolean): ChatEvent[];
  add(key: Json | undefined, delta: JsonObject): ChatEvent[];
  close(key: Json | undefined): ChatEvent[];
  closeAll(): ChatEvent[];
  /** Whether the answer came by the tool that stands for its form, and nothing else was called. */
  readonly answeredByTool: boolean;
}

export function createBlockReader(): BlockReader {
  const blocks = new Map<Json | undefined, Open>();
  let calls = 0;
  let count = 0;
  let answeredByTool = false;
  /** What the block before was, where it was text. */
  let before: 'plain' | 'cited' | undefined;

  const text = (value: Json | undefined): ChatEvent[] => {
    const said = stringOf(value);
    return said === '' ? [] : [{ type: 'text-delta', ...CHOICE, text: said }];
  };
  const thought = (value: Json | undefined): ChatEvent[] => {
    const said = stringOf(value);
    return said === '' ? [] : [{ type: 'reasoning-delta', ...CHOICE, text: said }];
  };
  const vendor = (value: JsonObject): ChatEvent => ({
    type: 'vendor-block',
    ...CHOICE,
    block: { vendor: VENDOR, value },
  });
  const citation = (value: Json): ChatEvent => vendor({ type: 'citation', citation: value });

  const openCall = (key: Json | undefined, block: JsonObject, isWhole: boolean): ChatEvent[] => {
    const [id, name] = [stringOf(block.id), stringOf(block.name)];
    if (name === '') throw notUnderstood('A tool call without a name.');
    const input = isEmpty(block.input) ? '' : JSON.stringify(block.input);
    if (name === ANSWER_TOOL) {
      answeredByTool = true;
      blocks.set(key, { kind: 'answer' });
      return text(isWhole && input === '' ? '{}' : input);
    }
    const index = calls;
    calls += 1;
    blocks.set(key, { kind: 'call', index, hasInput: input !== '' });
    const start: ChatEvent = {
      type: 'tool-call-start',
      ...CHOICE,
      index,
      id: id || `call_${index}`,
      name,
      ...(isByCode(block.caller) && { extra: { caller: objectOf(block.caller) } }),
    };
    return input === '' ? [start] : [start, { type: 'tool-call-delta', ...CHOICE, index, input }];
  };

  /** Text runs on from block to block; where one begins matters only for what its citations belong to. */
  const openText = (key: Json | undefined, block: JsonObject): ChatEvent[] => {
    const kind = Array.isArray(block.citations) ? 'cited' : 'plain';
    const isParted = before !== undefined && (before === 'cited' || kind === 'cited');
    before = kind;
    blocks.set(key, { kind: 'text', citations: [...listOf(block.citations)] });
    return [...(isParted ? [vendor(TEXT_BEGINS)] : []), ...text(block.text)];
  };

  const openBlock = (key: Json | undefined, block: JsonObject, isWhole: boolean): ChatEvent[] => {
    if (block.type === 'text') return openText(key, block);
    before = undefined;
    switch (block.type) {
      case 'thinking':
        blocks.set(key, { kind: 'thinking', signature: stringOf(block.signature) });
        return thought(block.thinking);
      case 'redacted_thinking':
        return [{ type: 'reasoning-end', ...CHOICE, sealed: stringOf(block.data) }];
      case 'tool_use':
        return openCall(key, block, isWhole);
      default:
        if (stringOf(block.type) === '') throw notUnderstood('A block without a type.');
        blocks.set(key, { kind: 'vendor', value: block, input: '' });
        return [];
    }
  };

  const close = (key: Json | undefined): ChatEvent[] => {
    const block = blocks.get(key);
    blocks.delete(key);
    switch (block?.kind) {
      // Some streams give them before the text, others after it.
      case 'text':
        return block.citations.map(citation);
      case 'thinking':
        return [{ type: 'reasoning-end', ...CHOICE, ...(block.signature !== '' && { signature: block.signature }) }];
      case 'call': {
        const { index } = block;
        const end: ChatEvent = { type: 'tool-call-end', ...CHOICE, index };
        // A tool without parameters is called with an empty object.
        return block.hasInput ? [end] : [{ type: 'tool-call-delta', ...CHOICE, index, input: '{}' }, end];
      }
      case 'vendor': {
        const input = block.input === '' ? undefined : parseJson(block.input);
        return [vendor(input === undefined ? block.value : { ...block.value, input })];
      }
      default:
        return [];
    }
  };

  return {
    open(key, block, isWhole) {
      count += 1;
      if (count > MAX_BLOCKS) throw notUnderstood(`More than ${MAX_BLOCKS} blocks in one answer.`);
      return [...close(key), ...openBlock(key, block, isWhole)];
    },
    add(key, delta) {
      const block = blocks.get(key);
      switch (delta.type) {
        case 'text_delta':
          return text(delta.text);
        case 'thinking_delta':
          if (block?.kind !== 'thinking') throw notUnderstood('A piece of thinking that was not begun.');
          return thought(delta.thinking);
        case 'signature_delta':
          if (block?.kind === 'thinking') block.signature += stringOf(delta.signature);
          return [];
        case 'citations_delta':
          if (block?.kind !== 'text') throw notUnderstood('A citation for a text that was not begun.');
          block.citations.push(objectOf(delta.citation));
          return [];
        case 'input_json_delta':
          return addInput(block, stringOf(delta.partial_json));
        default:
          return [];
      }
    },
    close,
    closeAll: () => [...blocks.keys()].flatMap(close),
    get answeredByTool() {
      return answeredByTool && calls === 0;
    },
  };

  function addInput(block: Open | undefined, input: string): ChatEvent[] {
    if (input === '') return [];
    switch (block?.kind) {
      case 'call':
        block.hasInput = true;
        return [{ type: 'tool-call-delta', ...CHOICE, index: block.index, input }];
      case 'answer':
        return text(input);
      case 'vendor':
        block.input += input;
        return [];
      default:
        throw notUnderstood('Arguments of a call that was not begun.');
    }
  }
}

/**
 * Code that Anthropic runs may call too, which has to be said again in the next turn; that the model did is the usual case.
 * https://platform.claude.com/docs/en/agents-and-tools/tool-use/programmatic-tool-calling
 */
function isByCode(caller: Json | undefined): boolean {
  return !isEmpty(objectOf(caller)) && objectOf(caller).type !== 'direct';
}
