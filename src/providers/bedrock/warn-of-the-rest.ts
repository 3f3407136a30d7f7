/** Names what a request has and Converse has no field for. */
import type { ChatRequest, Extensible } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';

export function warnOfTheRest(request: ChatRequest, warnings: ChatWarning[]): void {
  const { choiceCount, parallelToolCalls, endUser, messages, tools, extra } = request;
  const warn = (setting: string, message: string): void => {
    warnings.push({ setting, message });
  };
  if (choiceCount !== 1) warn('choiceCount', 'Bedrock gives one answer a call.');
  if (parallelToolCalls === false) warn('parallelToolCalls', 'Bedrock cannot be kept from several tool calls at once.');
  if (endUser !== undefined) warn('endUser', 'Bedrock takes no name of a user.');
  if (messages.some((message) => 'name' in message && message.name !== undefined))
    warn('messages.name', 'Bedrock takes no names of speakers.');
  for (const setting of Object.keys(extra)) warn(setting, 'Bedrock has no such setting; it was left out.');
  const places: readonly Extensible[] = [...messages, ...messages.flatMap(({ content }) => content), ...tools];
  const names = new Set(places.flatMap((place) => Object.keys(place.extra ?? {})));
  // The mark of a tool that failed has a field.
  names.delete('is_error');
  for (const name of names) warn(name, 'Bedrock has no such field; it was left out.');
}
