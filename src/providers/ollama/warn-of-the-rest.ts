/** Names what Ollama has no field for. */
import type { ChatRequest, Extensible } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';

export function warnOfTheRest(request: ChatRequest, warnings: ChatWarning[]): void {
  const { choiceCount, parallelToolCalls, endUser, metadata, messages, tools, responseFormat } = request;
  const warn = (setting: string, message: string): void => {
    warnings.push({ setting, message });
  };
  if (choiceCount !== 1) warn('choiceCount', 'Ollama gives one answer a call.');
  if (parallelToolCalls === false) warn('parallelToolCalls', 'Ollama cannot be kept from several tool calls at once.');
  if (endUser !== undefined) warn('endUser', 'Ollama takes no name of a user.');
  if (Object.keys(metadata).length > 0) warn('metadata', 'Ollama takes no metadata.');
  if (tools.some(({ strict }) => strict === true)) warn('tools.strict', 'Ollama does not hold calls to their schema.');
  if (responseFormat.type === 'json-schema' && responseFormat.description !== undefined)
    warn('responseFormat.description', 'Ollama takes the schema alone.');
  if (messages.some((message) => 'name' in message && message.name !== undefined))
    warn('messages.name', 'Ollama takes no names of speakers.');
  const places = [...messages, ...messages.flatMap(({ content }) => content), ...tools];
  const extras = new Set(places.flatMap(({ extra = {} }: Extensible) => Object.keys(extra)));
  for (const setting of extras) warn(setting, 'Ollama has no such field; it was left out.');
}
