/** A whole answer as a `response`. See https://platform.openai.com/docs/api-reference/responses/object. */
import { type ChatResult, EMPTY_CHOICE } from '#core/chat/result.ts';
import type { AnswerIdentity } from '#doors/chat-wire.ts';
import { besideTexts } from '#openai/responses/beside-texts.ts';
import type { DecodedResponseRequest } from '#openai/responses/decode-response-request.ts';
import { createOutput } from '#openai/responses/output.ts';
import { isCutOff, responseObject } from '#openai/responses/response-object.ts';
import { writeResult } from '#openai/responses/write-result.ts';

/** JSON text. */
export function encodeResponse(
  result: ChatResult,
  identity: AnswerIdentity,
  { body, logprobs }: Pick<DecodedResponseRequest, 'body' | 'logprobs'>,
): string {
  const { usage, extra = {}, choices } = result;
  const { finishReason: reason } = choices[0] ?? EMPTY_CHOICE;
  const output = createOutput(identity.id, () => undefined);
  writeResult(result, output);
  output.end(besideTexts(extra, logprobs), !isCutOff(reason));
  const state = { output: output.items(), end: { reason, usage, extra } };
  return JSON.stringify(responseObject(identity, body, state));
}
