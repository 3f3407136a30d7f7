/** A tool call of an earlier answer in our own words. */
import type { ToolCall } from '#core/chat/request.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { decodeExtensible } from '#doors/decode-extensible.ts';
import type { FieldReader } from '#http/field-reader.ts';

/** `index` is a leftover of a stream: the place in the list says it. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set(['id', 'type', 'index', 'function', 'custom', 'extra_content']);

export function decodeToolCall(reader: FieldReader): ToolCall {
  const type = reader.string('type');
  const id = reader.neededString('id');
  const { signature, kept } = decodeProof(reader.value.extra_content);
  const nested: JsonObject = {
    ...(kept !== undefined && { extra_content: kept }),
    ...(type !== undefined && type !== 'function' && { type }),
  };
  return {
    id,
    ...decodeCalled(reader, type),
    ...(signature !== undefined && { signature }),
    ...decodeExtensible(reader, KNOWN_FIELDS, nested),
  };
}

/** A tool of the kind `custom` takes any text. https://platform.openai.com/docs/guides/function-calling#custom-tools */
function decodeCalled(
  reader: FieldReader,
  type: string | undefined,
): { readonly name: string; readonly input: string } {
  if (type === 'custom') {
    const custom = reader.inside('custom');
    return { name: custom.neededString('name'), input: custom.neededString('input') };
  }
  const called = reader.inside('function');
  return { name: called.neededString('name'), input: called.neededString('arguments') };
}

/** Google's proof of thinking; what says more than that is kept as it is. */
export function decodeProof(content: Json | undefined): { readonly signature?: string; readonly kept?: Json } {
  if (content == null) return {};
  const google = isJsonObject(content) ? content.google : undefined;
  const signature = isJsonObject(google) ? google.thought_signature : undefined;
  const isAll = JSON.stringify(content) === JSON.stringify({ google: { thought_signature: signature } });
  return typeof signature === 'string' && isAll ? { signature } : { kept: content };
}
