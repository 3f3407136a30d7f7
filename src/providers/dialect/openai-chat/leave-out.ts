/** Takes out of a request what a speaker of the dialect lacks, and says so. */
import type { ChatRequest, Sampling } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { OpenaiChatFlavour } from '#providers/dialect/openai-chat/flavour.ts';

/** What a setting of the request itself is where nothing was said. */
const UNSAID: Partial<ChatRequest> = { choiceCount: 1, metadata: {}, tools: [], toolChoice: 'auto' };

export function leaveOut(request: ChatRequest, flavour: OpenaiChatFlavour, warnings: ChatWarning[]): ChatRequest {
  return flavour.lacks.reduce((rest, setting) => {
    const without = withoutSetting(rest, setting);
    if (without === rest) return rest;
    const name = setting.replace(/^(sampling|extra)\./, '');
    warnings.push({ setting: name, message: `${flavour.title} has no such setting; it was left out.` });
    return without;
  }, request);
}

/** The same request where it does not have the setting. */
function withoutSetting(request: ChatRequest, path: string): ChatRequest {
  const [first = '', second] = path.split('.');
  if (first === 'sampling' || first === 'extra' || first === 'reasoning') {
    const { [second ?? '']: said, ...rest } = (request[first] ?? {}) as Readonly<Record<string, never>>;
    return said === undefined ? request : { ...request, [first]: rest satisfies Sampling };
  }
  if (first === 'messages') return withoutNames(request);
  const { [first as keyof ChatRequest]: said, ...rest } = request;
  const unsaid = UNSAID[first as keyof ChatRequest];
  const isSaid = JSON.stringify(said) !== JSON.stringify(unsaid);
  return isSaid ? ({ ...rest, ...(unsaid !== undefined && { [first]: unsaid }) } as ChatRequest) : request;
}

function withoutNames(request: ChatRequest): ChatRequest {
  if (!request.messages.some((message) => 'name' in message)) return request;
  const messages = request.messages.map((message) => {
    if (!('name' in message)) return message;
    const { name: _, ...rest } = message;
    return rest;
  });
  return { ...request, messages };
}
