/** A streamed answer as events. See https://platform.openai.com/docs/api-reference/responses-streaming. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { ToolCall } from '#core/chat/request.ts';
import type { FinishReason } from '#core/chat/result.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import type { AnswerIdentity, StreamEncoder } from '#doors/chat-wire.ts';
import { joinTexts } from '#openai/join-texts.ts';
import { besideTexts, listOf } from '#openai/responses/beside-texts.ts';
import type { DecodedResponseRequest } from '#openai/responses/decode-response-request.ts';
import { createOutput } from '#openai/responses/output.ts';
import { isCutOff, responseObject } from '#openai/responses/response-object.ts';
import type { Proof } from '#openai/responses/seal.ts';

type Finish = Extract<ChatEvent, { type: 'finish' }>;
type ChoiceEvent = Extract<ChatEvent, { choice: number }>;
type ThoughtEnd = Extract<ChatEvent, { type: 'reasoning-end' }>;
type CallStart = Extract<ChatEvent, { type: 'tool-call-start' }>;

export function createResponseStream(
  identity: AnswerIdentity,
  { body, logprobs }: Pick<DecodedResponseRequest, 'body' | 'logprobs'>,
): StreamEncoder {
  let frames = '';
  let sequence = 0;
  let reason: FinishReason = { unified: 'other', raw: null };

  const tell = (type: string, fields: JsonObject): void => {
    frames += `event: ${type}\ndata: ${JSON.stringify({ type, ...fields, sequence_number: sequence })}\n\n`;
    sequence += 1;
  };
  const output = createOutput(identity.id, tell);

  const start = (): void => {
    const response = responseObject(identity, body, { output: [] });
    tell('response.created', { response });
    tell('response.in_progress', { response });
  };

  const finish = ({ usage, extra = {} }: Finish): void => {
    const cutOff = isCutOff(reason);
    output.end(besideTexts(extra, logprobs), !cutOff);
    const response = responseObject(identity, body, { output: output.items(), end: { reason, usage, extra } });
    tell(cutOff ? 'response.incomplete' : 'response.completed', { response });
  };

  const writeOfChoice = (event: ChoiceEvent): void => {
    if (event.type === 'text-delta') output.say(event.text, logprobs ? contentOf(event.logprobs) : []);
    else if (event.type === 'refusal-delta') output.refuse(event.text);
    else if (event.type === 'reasoning-delta') output.think(event.text);
    else if (event.type === 'reasoning-end') output.endThought(proofOf(event));
    else if (event.type === 'tool-call-start') output.startCall(event.index, callOf(event));
    else if (event.type === 'tool-call-delta') output.addToCall(event.index, event.input);
    else if (event.type === 'tool-call-end') output.endCall(event.index, event.signature);
    else if (event.type === 'vendor-block') output.show(event.block);
    else ({ reason } = event);
  };

  const write = (event: ChatEvent): void => {
    if (event.type === 'start') start();
    else if (event.type === 'finish') finish(event);
    // This wire has one answer a call.
    else if (event.choice === 0) writeOfChoice(event);
  };

  const taken = (): string => {
    const text = frames;
    frames = '';
    return text;
  };

  return {
    encode(batch) {
      for (const event of joinTexts(batch)) write(event);
      return taken();
    },
    end: () => '',
    fail(error) {
      tell('error', errorFields(error));
      return taken();
    },
  };
}

function callOf({ id, name, extra }: CallStart): Omit<ToolCall, 'input'> {
  return { id, name, ...(extra && { extra }) };
}

function proofOf({ sealed, signature, id }: ThoughtEnd): Proof {
  return {
    ...(sealed !== undefined && { sealed }),
    ...(signature !== undefined && { signature }),
    ...(id !== undefined && { id }),
  };
}

function contentOf(logprobs: Json | undefined): readonly Json[] {
  return isJsonObject(logprobs) ? listOf(logprobs.content) : [];
}

function errorFields({ message, facts, details }: GatewayError): JsonObject {
  const param = details.issues?.[0]?.path.join('.');
  return { code: facts.openaiCode ?? facts.openaiType, message, param: param || null };
}
