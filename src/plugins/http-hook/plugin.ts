/** Lets a service of one's own judge prompts and answers. */
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { createAskService, type Judgement, type Stage } from '#plugins/http-hook/ask-service.ts';
import { type HttpHookConfig, httpHookConfig } from '#plugins/http-hook/config.ts';
import { replaceInAnswer, replaceInRequest } from '#plugins/http-hook/replace-texts.ts';
import { shownAnswer, shownRequest } from '#plugins/http-hook/shown.ts';
import { holdAnswer } from '#plugins/text/hold-answer.ts';
import { judgeTokens } from '#plugins/text/judge-tokens.ts';

const ACTIONS = { flag: 'flagged', block: 'blocked', replace: 'redacted' } as const;
const SIDES = { request: 'prompt', response: 'answer' } as const;

export const httpHook = definePlugin<HttpHookConfig>({
  id: 'http-hook',
  title: 'HTTP hook',
  summary: 'Lets a service of your own allow, change or refuse prompts and answers.',
  stage: 'guard',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: httpHookConfig,
  example: { url: 'https://guard.example.com/judge', secret: 'SIGNING' },
  onFailure: 'closed',

  compile(config, tools): PluginHooks {
    const ask = createAskService(config, tools);
    const { name: plugin } = tools;

    /** Undefined where everything may stay as it is. @throws GatewayError GUARDRAIL_BLOCKED */
    const wanted = (context: PluginContext, stage: Stage, judgement: Judgement): Judgement | undefined => {
      const { action, category = 'found', message } = judgement;
      if (action === 'allow') return undefined;
      const found = { category: `hook.${category}`, action: ACTIONS[action], stage };
      context.remarks.finding(found);
      if (action === 'block') {
        const refusal = message ?? `The guardrail ${plugin} refused the ${SIDES[stage]}.`;
        throw new GatewayError('GUARDRAIL_BLOCKED', { message: refusal, findings: [{ plugin, ...found }] });
      }
      return action === 'replace' ? judgement : undefined;
    };

    const judgeRequest = async (context: PluginContext, request: ChatRequest): Promise<ChatRequest> => {
      judgeTokens(context, request, 'block');
      const judgement = await ask(context, 'request', shownRequest(request));
      const change = wanted(context, 'request', judgement);
      return change ? replaceInRequest(request, change) : request;
    };

    const judgeAnswer = async (context: PluginContext, result: ChatResult): Promise<ChatResult> => {
      const judgement = await ask(context, 'response', shownAnswer(result));
      const change = wanted(context, 'response', judgement);
      return change ? replaceInAnswer(result, change) : result;
    };

    return {
      ...(config.stages.includes('request') && {
        onRequest: async (context, request) => ({ type: 'next', request: await judgeRequest(context, request) }),
      }),
      ...(config.stages.includes('response') && {
        onStream: (context) => holdAnswer((result) => judgeAnswer(context, result)),
      }),
    };
  },
});
