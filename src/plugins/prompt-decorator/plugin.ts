/** Puts messages before and after the conversation. */
import type { Message } from '#core/chat/request.ts';
import { definePlugin } from '#core/plugin.ts';
import {
  type DecoratorMessage,
  type PromptDecoratorConfig,
  promptDecoratorConfig,
} from '#plugins/prompt-decorator/config.ts';

export const promptDecorator = definePlugin<PromptDecoratorConfig>({
  id: 'prompt-decorator',
  title: 'Prompt decorator',
  summary: 'Puts messages before and after the conversation.',
  stage: 'transform',
  merge: 'stack',
  config: promptDecoratorConfig,
  example: { prepend: [{ role: 'system', content: 'End every answer with a Chuck Norris quote.' }] },
  onFailure: 'closed',

  compile(config) {
    const prepend = config.prepend.map(toMessage);
    const append = config.append.map(toMessage);
    return {
      onRequest: (_context, request) => ({
        type: 'next',
        request: { ...request, messages: [...prepend, ...request.messages, ...append] },
      }),
    };
  },
});

function toMessage({ role, content }: DecoratorMessage): Message {
  const parts = [{ type: 'text', text: content }] as const;
  return role === 'assistant' ? { role, content: parts, reasoning: [], toolCalls: [] } : { role, content: parts };
}
