/** Names what this wire has no field for. */
import type { ChatRequest, Extensible } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { TRANSLATED } from '#providers/dialect/gemini/encode-generation.ts';
import type { Platform } from '#providers/dialect/gemini/platform.ts';

export function warnOfTheRest(request: ChatRequest, { title }: Platform, warnings: ChatWarning[]): void {
  const { parallelToolCalls, endUser, messages, tools, extra } = request;
  const warn = (setting: string, message: string): void => {
    warnings.push({ setting, message: `${title} ${message}` });
  };
  if (parallelToolCalls === false) warn('parallelToolCalls', 'cannot be kept from several tool calls at once.');
  if (endUser !== undefined) warn('endUser', 'takes no name of a user.');
  if (messages.some((message) => 'name' in message && message.name !== undefined))
    warn('messages.name', 'takes no names of speakers.');
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []));
  const places = [...messages, ...messages.flatMap(({ content }) => content), ...calls, ...tools];
  const extras = new Set(places.flatMap(({ extra: beside = {} }: Extensible) => Object.keys(beside)));
  for (const setting of extras) warn(setting, 'has no such field; it was left out.');
  for (const setting of Object.keys(extra))
    if (!TRANSLATED.has(setting)) warn(setting, 'has no such setting; it was left out.');
}
