/** What of a prompt is larger than it may be. */
import { estimatePrompt, wordsOf } from '#core/chat/estimate-prompt.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import type { InputIssue } from '#core/error/gateway-error.ts';
import type { Operation } from '#core/plugin.ts';
import type { SizeLimitConfig } from '#plugins/size-limit/config.ts';

type Bounded = 'bytes' | 'characters' | 'messages' | 'tools' | 'promptTokens';

/** By the cost of measuring it. */
const MEASURES: readonly [Bounded, string, (request: ChatRequest) => number][] = [
  ['messages', 'messages', ({ messages }) => messages.length],
  ['tools', 'tools', ({ tools, vendorTools = [] }) => tools.length + vendorTools.length],
  ['characters', 'characters', charactersOf],
  ['promptTokens', 'tokens by a rough count', estimatePrompt],
  ['bytes', 'bytes', bytesOf],
];

/** `name` of the plugin instance. */
export function findExcess(
  request: ChatRequest,
  config: Pick<SizeLimitConfig, Bounded>,
  name: string,
  operation: Operation,
): readonly InputIssue[] {
  return MEASURES.flatMap(([field, words, measure]): InputIssue[] => {
    const most = config[field];
    if (most === undefined) return [];
    const size = measure(request);
    if (size <= most) return [];
    const place = operation === 'embedding' ? 'input' : field === 'tools' ? 'tools' : 'messages';
    const what = operation === 'embedding' ? words.replace('messages', 'texts') : words;
    return [
      { path: [place], message: `The limit ${name} allows ${most} ${what}, and this is ${size}.`, code: 'too_big' },
    ];
  });
}

/** Code points, so that an emoji of one is not counted as two. */
function charactersOf({ messages }: ChatRequest): number {
  let count = 0;
  for (const message of messages) for (const _ of wordsOf(message)) count += 1;
  return count;
}

const ENCODER = new TextEncoder();

function bytesOf({ messages, tools, vendorTools, responseFormat, extra, providerOptions }: ChatRequest): number {
  const prompt = { messages, tools, vendorTools, responseFormat, extra, providerOptions };
  return ENCODER.encode(JSON.stringify(prompt)).length;
}
