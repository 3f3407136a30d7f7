/** Says what of a request Anthropic has no word for. */
import type { ChatRequest, Extensible } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';

export function warnOfTheRest({ choiceCount, messages }: ChatRequest, warnings: ChatWarning[]): void {
  const warn = (setting: string, message: string): void => {
    warnings.push({ setting, message });
  };
  if (choiceCount !== 1) warn('choiceCount', 'Anthropic gives one answer a call.');
  if (messages.some((message) => 'name' in message && message.name !== undefined))
    warn('messages.name', 'Anthropic takes no names of speakers.');
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []));
  const extras = [...messages.filter(({ role }) => role !== 'tool'), ...calls].flatMap(({ extra = {} }: Extensible) =>
    Object.keys(extra),
  );
  for (const setting of new Set(extras)) warn(setting, 'Anthropic has no such field; it was left out.');
}
