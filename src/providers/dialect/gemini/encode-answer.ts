/**
 * Writes an earlier answer of the model: thoughts, text and calls, each with its proof.
 * https://ai.google.dev/gemini-api/docs/thought-signatures
 */
import type { AssistantMessage, ReasoningBlock, ToolCall } from '#core/chat/request.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';
import { encodePart, type PartContext } from '#providers/dialect/gemini/encode-part.ts';
import { isThird } from '#providers/dialect/gemini/model-family.ts';

/**
 * `skip_thought_signature_validator`, in the base64 of the field: Google's word for calls that another model made, or
 * whose proof is lost. Without any, models of the third generation refuse the conversation.
 */
const NO_PROOF = 'c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=';

export function encodeAnswer(message: AssistantMessage, index: number, context: PartContext): readonly JsonObject[] {
  const { content, refusal = '', reasoning, toolCalls } = message;
  warnOfSealed(reasoning, index, context);
  const place = `messages.${index}.content`;
  const said = content
    .map((part, position) => encodePart(part, `${place}.${position}`, context))
    .filter((part) => part.text !== '');
  const spoken = refusal === '' ? said : [...said, { text: refusal }];
  // A block that has a proof and no words proves what was said or called after the thinking.
  const proofs = reasoning.flatMap(({ text, signature }) => (text === '' && signature ? [signature] : []));
  const [first, ...rest] = toolCalls;
  const isOfCall = first !== undefined && first.signature === undefined && !spoken.some(isText);
  const callProof = isOfCall ? proofs.pop() : undefined;
  const calls = first && callProof !== undefined ? [{ ...first, signature: callProof }, ...rest] : toolCalls;
  return [
    ...reasoning.filter(({ text }) => text !== '').map(encodeThought),
    ...withProofs(spoken, proofs),
    ...calls.map((call, position) => encodeCall(call, position === 0, index, context)),
  ];
}

function encodeThought({ text, signature }: ReasoningBlock): JsonObject {
  return { text, thought: true, ...(signature !== undefined && { thoughtSignature: signature }) };
}

function isText(part: JsonObject): boolean {
  return typeof part.text === 'string';
}

/** The last proof stands at the last text; those that find none stand alone, as they do in a stream. */
function withProofs(parts: readonly JsonObject[], proofs: readonly string[]): readonly JsonObject[] {
  const left = [...proofs];
  const proved = parts.toReversed().map((part) => {
    const proof = isText(part) ? left.pop() : undefined;
    return proof === undefined ? part : { ...part, thoughtSignature: proof };
  });
  return [...left.map((proof) => ({ text: '', thoughtSignature: proof })), ...proved.toReversed()];
}

function encodeCall(call: ToolCall, isFirst: boolean, index: number, { model, warnings }: PartContext): JsonObject {
  const { id, name, input } = call;
  // Of parallel calls, the first alone has a proof.
  const proof = call.signature ?? (isFirst && isThird(model) ? NO_PROOF : undefined);
  const parsed = parseJson(input === '' ? '{}' : input);
  if (!isJsonObject(parsed)) {
    const message = 'The arguments are no JSON object; they were sent as one with the member "input".';
    warnings.push({ setting: `messages.${index}.toolCalls`, message });
  }
  const args = isJsonObject(parsed) ? parsed : { input };
  return { functionCall: { id, name, args }, ...(proof !== undefined && { thoughtSignature: proof }) };
}

function warnOfSealed(blocks: readonly ReasoningBlock[], index: number, { warnings, platform }: PartContext): void {
  if (!blocks.some(({ text, signature, sealed }) => sealed !== undefined || (text === '' && !signature))) return;
  const message = `${platform.title} reads no sealed reasoning of others; it was left out.`;
  warnings.push({ setting: `messages.${index}.reasoning`, message });
}
