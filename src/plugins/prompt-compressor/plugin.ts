/** Cuts or sums up the oldest part of a conversation that has grown too long. */
import type { ChatRequest, Message } from '#core/chat/request.ts';
import { estimateTokens } from '#core/chat/usage.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginHooks } from '#core/plugin.ts';
import { type PromptCompressorConfig, promptCompressorConfig } from '#plugins/prompt-compressor/config.ts';
import { countAll } from '#plugins/prompt-compressor/count-tokens.ts';
import { cutHistory } from '#plugins/prompt-compressor/cut-history.ts';
import { sumUp } from '#plugins/prompt-compressor/sum-up.ts';

export const promptCompressor = definePlugin<PromptCompressorConfig>({
  id: 'prompt-compressor',
  title: 'Prompt compressor',
  summary: 'Cuts or sums up the oldest part of a conversation that has grown too long.',
  stage: 'transform',
  merge: 'replace',
  config: promptCompressorConfig,
  example: { maxTokens: 8000, how: 'drop-oldest', tooLong: 'pass' },
  onFailure: 'open',
  modelsOf: ({ model }) => (model === undefined ? [] : [{ path: ['model'], name: model }]),

  compile({ maxTokens, how, model, summaryTokens, tooLong }, { name }): PluginHooks {
    if (how === 'summarise' && model === undefined) throw new Error('To summarise, `model` has to name a model.');
    if (how === 'summarise' && summaryTokens >= maxTokens)
      throw new Error('`summaryTokens` leaves no room of `maxTokens`.');
    const reserved = how === 'summarise' ? summaryTokens : 0;

    return {
      async onRequest(context, request) {
        const budget = maxTokens - tokensOfTools(request);
        if (countAll(request.messages) <= budget) return { type: 'next', request };
        const { kept, dropped, fits } = cutHistory(request.messages, budget - reserved);
        if (!fits && tooLong === 'refuse') {
          const message = `The prompt is longer than the ${maxTokens} tokens that ${name} allows, even without its history.`;
          throw new GatewayError('CONTEXT_TOO_LONG', { message });
        }
        if (dropped.length === 0) return { type: 'next', request };
        const short =
          model === undefined || how !== 'summarise'
            ? undefined
            : await sumUp(context.models, model, dropped, summaryTokens);
        context.remarks.note(
          `${short ? 'summed up' : 'dropped'} ${dropped.length} of ${request.messages.length} messages`,
        );
        return { type: 'next', request: { ...request, messages: short ? withSummary(kept, short) : kept } };
      },
    };
  },
});

function tokensOfTools({ tools }: ChatRequest): number {
  return tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools));
}

/** Behind the instructions at the beginning, in front of all that is left of the conversation. */
function withSummary(kept: readonly Message[], summary: Message): readonly Message[] {
  const found = kept.findIndex(({ role }) => role !== 'system' && role !== 'developer');
  const at = found === -1 ? kept.length : found;
  return [...kept.slice(0, at), summary, ...kept.slice(at)];
}
