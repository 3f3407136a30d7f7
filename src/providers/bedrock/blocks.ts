/** The blocks of one answer, which come in pieces by their index: text, thinking, calls, and what only this wire has. */
import type { ChatEvent } from '#core/chat/event.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '#core/json.ts';
import { WIRE } from '#providers/bedrock/encode-content.ts';
import { ANSWER_TOOL } from '#providers/bedrock/encode-form.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { isEmpty, listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

const MAX_OPEN = 1_024;

export interface Blocks {
  start(key: Json | undefined, start: JsonObject): ChatEvent[];
  add(key: Json | undefined, delta: JsonObject): ChatEvent[];
  stop(key: Json | undefined): ChatEvent[];
  /** Ends what is open. */
  close(): ChatEvent[];
  /** Texts with the sources that they were taken from. */
  citations(): readonly JsonObject[];
  /** Whether the tool of the answer's form was called, and no other. */
  hasOnlyAnswered(): boolean;
}

type Block =
  | { readonly type: 'text'; text: string; readonly citations: Json[] }
  | { readonly type: 'answer' }
  | { readonly type: 'call'; readonly index: number; hasInput: boolean }
  | { readonly type: 'thinking'; hasText: boolean; signature: string; sealed: string }
  | { readonly type: 'vendor'; readonly value: { [name: string]: Json }; input: string };

export function createBlocks(): Blocks {
  const open = new Map<Json | undefined, Block>();
  const cited: JsonObject[] = [];
  let calls = 0;
  let answered = false;

  const put = <Kind extends Block>(key: Json | undefined, block: Kind): Kind => {
    if (open.size >= MAX_OPEN) throw notUnderstood(`More than ${MAX_OPEN} blocks at once.`);
    open.set(key, block);
    return block;
  };

  const begin = (key: Json | undefined, start: JsonObject): ChatEvent[] => {
    const call = start.toolUse;
    if (!isJsonObject(call) || call.type === 'server_tool_use') {
      put(key, { type: 'vendor', value: { ...start }, input: '' });
      return [];
    }
    const [id, name] = [stringOf(call.toolUseId), stringOf(call.name)];
    if (name === '') throw notUnderstood('A tool call without a name.');
    if (name === ANSWER_TOOL) {
      answered = true;
      put(key, { type: 'answer' });
      return [];
    }
    const index = calls;
    calls += 1;
    put(key, { type: 'call', index, hasInput: false });
    return [{ type: 'tool-call-start', choice: 0, index, id, name }];
  };

  /** A block without a start says by its first piece what it is. */
  const blockOf = (key: Json | undefined, delta: JsonObject): Block => {
    const known = open.get(key);
    if (known) return known;
    if (isJsonObject(delta.reasoningContent))
      return put(key, { type: 'thinking', hasText: false, signature: '', sealed: '' });
    if (isEmpty(delta) || 'text' in delta || 'citation' in delta)
      return put(key, { type: 'text', text: '', citations: [] });
    if ('toolUse' in delta) throw notUnderstood('A piece of a tool call before its start.');
    return put(key, { type: 'vendor', value: {}, input: '' });
  };

  /** Thoughts are told one after the other. */
  const endOtherThoughts = (key: Json | undefined): ChatEvent[] =>
    [...open].flatMap(([other, { type }]) => (type === 'thinking' && other !== key ? end(other) : []));

  const think = (block: Extract<Block, { type: 'thinking' }>, given: JsonObject): ChatEvent[] => {
    const events = block.sealed !== '' && stringOf(given.redactedContent) !== '' ? seal(block) : [];
    const text = stringOf(given.text);
    block.hasText ||= text !== '';
    block.signature += stringOf(given.signature);
    block.sealed ||= stringOf(given.redactedContent);
    return text === '' ? events : [...events, { type: 'reasoning-delta', choice: 0, text }];
  };

  const end = (key: Json | undefined): ChatEvent[] => {
    const block = open.get(key);
    open.delete(key);
    switch (block?.type) {
      case 'text':
        if (block.citations.length > 0) cited.push({ content: [{ text: block.text }], citations: block.citations });
        return [];
      case 'call': {
        const { index, hasInput } = block;
        const input: ChatEvent[] = hasInput ? [] : [{ type: 'tool-call-delta', choice: 0, index, input: '{}' }];
        return [...input, { type: 'tool-call-end', choice: 0, index }];
      }
      case 'thinking':
        return seal(block);
      case 'vendor':
        return vendorBlock(block.value, block.input);
      default:
        return [];
    }
  };

  return {
    start: (key, start) => [...end(key), ...(isEmpty(start) ? [] : begin(key, start))],
    add(key, delta) {
      const block = blockOf(key, delta);
      switch (block.type) {
        case 'text': {
          const text = stringOf(delta.text);
          block.text += text;
          if (delta.citation !== undefined) block.citations.push(delta.citation);
          return text === '' ? [] : [{ type: 'text-delta', choice: 0, text }];
        }
        case 'answer':
        case 'call': {
          const input = stringOf(objectOf(delta.toolUse).input);
          if (input === '') return [];
          if (block.type === 'answer') return [{ type: 'text-delta', choice: 0, text: input }];
          block.hasInput = true;
          return [{ type: 'tool-call-delta', choice: 0, index: block.index, input }];
        }
        case 'thinking':
          return [...endOtherThoughts(key), ...think(block, objectOf(delta.reasoningContent))];
        case 'vendor':
          block.input += stringOf(objectOf(delta.toolUse).input);
          grow(block.value, delta);
          return [];
        default:
          return block satisfies never;
      }
    },
    stop: end,
    close: () => [...open.keys()].flatMap(end),
    citations: () => cited,
    hasOnlyAnswered: () => answered && calls === 0,
  };
}

/** Ends a thought; one that has neither text nor proof was none. */
function seal(block: Extract<Block, { type: 'thinking' }>): ChatEvent[] {
  const { hasText, signature, sealed } = block;
  Object.assign(block, { hasText: false, signature: '', sealed: '' });
  if (!hasText && signature === '' && sealed === '') return [];
  return [{ type: 'reasoning-end', choice: 0, ...(signature && { signature }), ...(sealed && { sealed }) }];
}

function vendorBlock(value: JsonObject, input: string): ChatEvent[] {
  const called = objectOf(value.toolUse);
  const whole = input === '' ? value : { ...value, toolUse: { ...called, input: parseJson(input) ?? input } };
  return isEmpty(whole) ? [] : [{ type: 'vendor-block', choice: 0, block: { vendor: WIRE, value: whole } }];
}

/** A list is the next piece of its content, an object has more fields; the input of a call is kept apart. */
function grow(value: { [name: string]: Json }, delta: JsonObject): void {
  for (const [name, piece] of Object.entries(delta)) {
    if (name === 'toolUse') continue;
    const before = objectOf(value[name]);
    if (Array.isArray(piece)) value[name] = { ...before, content: [...listOf(before.content), ...listOf(piece)] };
    else value[name] = isJsonObject(piece) ? { ...before, ...piece } : piece;
  }
}
