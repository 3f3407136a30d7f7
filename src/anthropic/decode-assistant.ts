/** An earlier answer in our own words: what was thought, said and called. */
import { decodeText } from '#anthropic/decode-block.ts';
import { decodeProof } from '#anthropic/proof.ts';
import type { AssistantMessage, ReasoningBlock, TextPart, ToolCall, VendorPart } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { decodeExtensible } from '#doors/decode-extensible.ts';
import type { FieldReader } from '#http/field-reader.ts';

interface Draft {
  readonly content: (TextPart | VendorPart)[];
  readonly reasoning: ReasoningBlock[];
  readonly toolCalls: ToolCall[];
}

/**
 * Several messages where the model thought again between what it said: thinking stands at the head of a message, and has to
 * stay in its place. Calls end a message, since their answers follow them.
 */
export function decodeAssistant(blocks: readonly FieldReader[]): AssistantMessage[] {
  const first = emptyDraft();
  const drafts = [first];
  const proofs = new Map<string, string>();
  let last = first;
  for (const block of blocks) {
    const thought = decodeThought(block, proofs);
    if (thought === undefined) addTo(last, block);
    else if (thought !== 'of a call') {
      if (last.content.length > 0 && last.toolCalls.length === 0) {
        last = emptyDraft();
        drafts.push(last);
      }
      last.reasoning.push(thought);
    }
  }
  return drafts.map(({ toolCalls, ...said }) => ({
    role: 'assistant',
    ...said,
    toolCalls: toolCalls.map((call) => {
      const signature = proofs.get(call.id);
      return signature === undefined ? call : { ...call, signature };
    }),
  }));
}

function emptyDraft(): Draft {
  return { content: [], reasoning: [], toolCalls: [] };
}

/** Undefined for what is no thinking. The proof of a call's thinking is put into `proofs`. */
function decodeThought(block: FieldReader, proofs: Map<string, string>): ReasoningBlock | 'of a call' | undefined {
  const { type } = block.value;
  if (type !== 'thinking' && type !== 'redacted_thinking') return undefined;
  const isOpen = type === 'thinking';
  const text = isOpen ? block.neededString('thinking') : '';
  const proof = isOpen
    ? decodeProof(block.string('signature') ?? '', 'signature')
    : decodeProof(block.neededString('data'), 'sealed');
  if (proof.of === 'thinking') return { text, ...proof.block };
  proofs.set(proof.call, proof.signature);
  return 'of a call';
}

const CALL_FIELDS: ReadonlySet<string> = new Set(['type', 'id', 'name', 'input']);
/** That the model itself called is the usual case. */
const DIRECT_CALL_FIELDS: ReadonlySet<string> = new Set([...CALL_FIELDS, 'caller']);

function addTo({ content, toolCalls }: Draft, block: FieldReader): void {
  const { type } = block.value;
  if (type === 'text') content.push(decodeText(block));
  else if (type !== 'tool_use') content.push({ type: 'vendor', vendor: 'anthropic', value: namedBlock(block) });
  else
    toolCalls.push({
      id: block.neededString('id'),
      name: block.neededString('name'),
      input: inputOf(block.object('input') ?? {}),
      ...decodeExtensible(block, block.object('caller')?.type === 'direct' ? DIRECT_CALL_FIELDS : CALL_FIELDS),
    });
}

function namedBlock(block: FieldReader): JsonObject {
  block.neededString('type');
  return block.value;
}

/** https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/fine-grained-tool-streaming */
function inputOf(input: JsonObject): string {
  const { INVALID_JSON: broken, ...others } = input;
  return typeof broken === 'string' && Object.keys(others).length === 0 ? broken : JSON.stringify(input);
}
