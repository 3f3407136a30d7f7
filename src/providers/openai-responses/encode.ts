/** Writes a whole call for OpenAI's Responses API. https://platform.openai.com/docs/api-reference/responses/create */
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import type { EncodedCall, UpstreamCall } from '#core/provider.ts';
import { accountHeaders } from '#providers/dialect/openai-chat/account.ts';
import type { ResponsesOptions } from '#providers/openai-responses/adapter.ts';
import { encodeExtra, ownOptions } from '#providers/openai-responses/encode-extra.ts';
import { encodeInclude } from '#providers/openai-responses/encode-include.ts';
import { encodeInput } from '#providers/openai-responses/encode-input.ts';
import { encodeSettings } from '#providers/openai-responses/encode-settings.ts';
import { encodeText } from '#providers/openai-responses/encode-text.ts';
import { encodeTools } from '#providers/openai-responses/encode-tools.ts';
import { leaveOutAnthropic } from '#providers/wire/leave-out-anthropic.ts';

export function encodeChat(call: UpstreamCall<ResponsesOptions>): EncodedCall {
  const { baseUrl, options, upstreamModel, stream } = call;
  const warnings: ChatWarning[] = [];
  const request = leaveOutAnthropic(call.request, 'The Responses API', warnings);
  const own = ownOptions(request);
  const body: JsonObject = {
    ...encodeExtra(request, stream, warnings),
    model: upstreamModel,
    ...encodeInput(request, options, warnings),
    ...encodeSettings(request, warnings),
    ...encodeTools(request, warnings),
    ...encodeText(request),
    // Whoever answers keeps nothing: the whole conversation comes with each call.
    store: false,
    ...own,
    ...encodeInclude(call, own),
    ...(stream && { stream: true }),
  };
  warnOfTheRest(request, warnings);
  const headers = accountHeaders(options);
  return { wire: { method: 'POST', url: `${baseUrl}/responses`, headers, body }, warnings };
}

function warnOfTheRest({ choiceCount, messages }: ChatRequest, warnings: ChatWarning[]): void {
  if (choiceCount !== 1)
    warnings.push({ setting: 'choiceCount', message: 'The Responses API gives one answer a call.' });
  if (messages.some((message) => 'name' in message && message.name !== undefined))
    warnings.push({ setting: 'messages.name', message: 'The Responses API takes no names of speakers.' });
}
