/** Refuses calls that are too large, and bounds the answers that they ask for. */
import { GatewayError, invalidRequest } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginHooks } from '#core/plugin.ts';
import { boundAnswer } from '#plugins/size-limit/bound-answer.ts';
import { type SizeLimitConfig, sizeLimitConfig } from '#plugins/size-limit/config.ts';
import { findExcess } from '#plugins/size-limit/measure-prompt.ts';

export const sizeLimit = definePlugin<SizeLimitConfig>({
  id: 'size-limit',
  title: 'Size limit',
  summary: 'Refuses calls that are too large, and bounds the answers that they ask for.',
  stage: 'limit',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: sizeLimitConfig,
  example: { messages: 200, promptTokens: 100_000, answerTokens: 4_000 },
  onFailure: 'closed',

  compile(config, { name }): PluginHooks {
    return {
      onRequest(context, request) {
        const issues = findExcess(request, config, name, context.operation);
        if (issues.length > 0) throw invalidRequest(issues);
        if (context.operation === 'embedding') return { type: 'next', request };
        const bounded = boundAnswer(request, config);
        if (bounded.excess.length === 0) return { type: 'next', request: bounded.request };
        const asked = bounded.excess
          .map((one) => one.slice(0, 100))
          .slice(0, 5)
          .join(', ');
        if (config.excess === 'refuse') throw tooMuch(name, config, asked);
        context.remarks.note(`lowered ${asked}`);
        return { type: 'next', request: bounded.request };
      },
    };
  },
});

function tooMuch(name: string, { answerTokens, choices }: SizeLimitConfig, asked: string): GatewayError {
  const allowed = [
    ...(answerTokens === undefined ? [] : [`${answerTokens} tokens of an answer`]),
    ...(choices === undefined ? [] : [`${choices} choices`]),
  ].join(' and ');
  return new GatewayError('INVALID_REQUEST', {
    message: `The limit ${name} allows ${allowed}, and this call asks for more (${asked}).`,
  });
}
