/** A call of a function or a custom tool while it is written. */
import type { ToolCall } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { encodeProof, isCustom } from '#openai/encode-tool-call.ts';
import type { Tell } from '#openai/responses/output.ts';

export interface OpenCall {
  readonly item: () => JsonObject;
  add(input: string): void;
  end(signature: string | undefined): void;
}

export function openCall(
  { id, output_index }: { id: string; output_index: number },
  call: Omit<ToolCall, 'input'>,
  tell: Tell,
): OpenCall {
  const { type: _, ...extra } = call.extra ?? {};
  const custom = isCustom(call);
  const field = custom ? 'input' : 'arguments';
  const events = custom ? 'response.custom_tool_call_input' : 'response.function_call_arguments';
  let input = '';
  let proof: JsonObject = {};
  let status = 'in_progress';

  const item = (): JsonObject => ({
    type: custom ? 'custom_tool_call' : 'function_call',
    id,
    call_id: call.id,
    name: call.name,
    [field]: input,
    ...extra,
    ...proof,
    status,
  });

  tell('response.output_item.added', { output_index, item: item() });
  return {
    item,
    add(piece) {
      input += piece;
      tell(`${events}.delta`, { item_id: id, output_index, delta: piece });
    },
    end(signature) {
      proof = encodeProof(signature);
      status = 'completed';
      tell(`${events}.done`, { item_id: id, output_index, name: call.name, [field]: input });
      tell('response.output_item.done', { output_index, item: item() });
    },
  };
}
