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
  const namesOf = ({ extra = {} }: Extensible): readonly string[] => Object.keys(extra);
  const ofMessages = messages.filter(({ role }) => role !== 'tool').flatMap(namesOf);
  const ofCalls = calls.flatMap(namesOf).filter((name) => name !== 'caller');
  for (const setting of new Set([...ofMessages, ...ofCalls]))
    warn(setting, 'Anthropic has no such field; it was left out.');
}
