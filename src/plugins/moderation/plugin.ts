/** Refuses or reports harmful prompts and answers. */
import { type ChatRequest, textOf } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { type ModerationConfig, moderationConfig } from '#plugins/moderation/config.ts';
import { holdWindow } from '#plugins/moderation/hold-window.ts';
import { createJudge } from '#plugins/moderation/judge.ts';
import { holdAnswer, textsOf, watchAnswer } from '#plugins/text/hold-answer.ts';
import { judgeTokens } from '#plugins/text/judge-tokens.ts';

type Stage = ModerationConfig['stages'][number];

const ACTIONS = { block: 'blocked', flag: 'flagged' } as const;
const SIDES = { request: 'prompt', response: 'answer' } as const;

export const moderation = definePlugin<ModerationConfig>({
  id: 'moderation',
  title: 'Moderation',
  summary: 'Refuses or reports harmful prompts and answers, as a service or a model judges them.',
  stage: 'guard',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: moderationConfig,
  example: { source: 'openai', secret: 'TOKEN', threshold: 0.5 },
  onFailure: 'closed',
  modelsOf: ({ source, model }) =>
    source === 'model' && model !== undefined ? [{ path: ['model'], name: model }] : [],

  compile(config, tools): PluginHooks {
    const { action, roles, stages, window } = config;
    const { name: plugin } = tools;
    const scoresOf = createJudge(config, tools);
    const own = new Map(config.categories.map(({ name, threshold }) => [name.toLowerCase(), threshold]));
    const limitOf = (name: string) => (own.size === 0 ? config.threshold : own.get(name.toLowerCase()));

    /** @throws GatewayError GUARDRAIL_BLOCKED */
    const judge = async (context: PluginContext, stage: Stage, text: string): Promise<void> => {
      const findings = [...(await scoresOf(context, text))]
        .filter(([name, score]) => score >= (limitOf(name) ?? Number.POSITIVE_INFINITY))
        .map(([name, score]) => ({
          category: `moderation.${name.toLowerCase()}`,
          action: ACTIONS[action],
          stage,
          score: Math.round(score * 100) / 100,
        }));
      for (const finding of findings) context.remarks.finding(finding);
      if (findings.length === 0 || action === 'flag') return;
      const message = `The guardrail ${plugin} refused the ${SIDES[stage]}.`;
      throw new GatewayError('GUARDRAIL_BLOCKED', { message, findings: findings.map((one) => ({ plugin, ...one })) });
    };

    const judgeRequest = async (context: PluginContext, request: ChatRequest): Promise<void> => {
      judgeTokens(context, request, action);
      const messages = request.messages.filter(({ role }) =>
        roles.some((one) => one === (role === 'developer' ? 'system' : role)),
      );
      await judge(context, 'request', messages.map(({ content }) => textOf(content)).join('\n\n'));
    };

    const judgeAnswer = (context: PluginContext) => (text: string) => judge(context, 'response', text);

    return {
      ...(stages.includes('request') && {
        async onRequest(context, request) {
          await judgeRequest(context, request);
          return { type: 'next', request };
        },
      }),
      ...(stages.includes('response') && {
        onStream(context) {
          const see = judgeAnswer(context);
          if (action === 'flag') return watchAnswer((result) => see(textsOf(result).join('\n\n')));
          if (window > 0) return holdWindow(window, see);
          return holdAnswer(async (result) => {
            await see(textsOf(result).join('\n\n'));
            return result;
          });
        },
      }),
    };
  },
});
