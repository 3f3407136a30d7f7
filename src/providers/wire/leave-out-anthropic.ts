/**
 * Fields that Anthropic's wire has in messages and tools, kept beside our own words for it. OpenAI's servers refuse a whole
 * request for a field that they do not know, so those are told apart from OpenAI's own extras by name.
 */
import type { ChatRequest, ContentPart, Extensible, Message } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';

const OF_RESULTS = ['is_error'] as const;
const OF_PARTS = ['citations', 'context', 'title'] as const;
const OF_TOOLS = ['eager_input_streaming', 'input_examples'] as const;

export function leaveOutAnthropic(request: ChatRequest, title: string, warnings: ChatWarning[]): ChatRequest {
  const left = new Set<string>();
  const without = <Item extends Extensible>(item: Item, names: readonly string[]): Item => {
    const { extra } = item;
    const found = extra ? names.filter((name) => extra[name] !== undefined) : [];
    if (!extra || found.length === 0) return item;
    for (const name of found) left.add(name);
    const rest = Object.entries(extra).filter(([name]) => !found.includes(name));
    const { extra: _, ...others } = item;
    return (rest.length === 0 ? others : { ...item, extra: Object.fromEntries(rest) }) as Item;
  };
  const part = <Part extends ContentPart>(given: Part): Part => without(given, OF_PARTS);

  const message = (given: Message): Message => {
    switch (given.role) {
      case 'tool':
        return { ...without(given, OF_RESULTS), content: given.content.map(part) };
      case 'assistant':
        return { ...given, content: given.content.map(part) };
      case 'user':
        return { ...given, content: given.content.map(part) };
      case 'system':
      case 'developer':
        return { ...given, content: given.content.map(part) };
      default:
        return given satisfies never;
    }
  };

  const messages = request.messages.map(message);
  const tools = request.tools.map((tool) => without(tool, OF_TOOLS));
  for (const setting of left)
    warnings.push({ setting, message: `${title} does not know this field of Anthropic's; it was left out.` });
  return left.size === 0 ? request : { ...request, messages, tools };
}
