/** Refuses, replaces or reports messages that try to take over the model. */
import { type ChatRequest, type Message, textOf } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { askJudge } from '#plugins/prompt-injection/ask-judge.ts';
import { type PromptInjectionConfig, promptInjectionConfig } from '#plugins/prompt-injection/config.ts';
import { type Finding, scoreOf } from '#plugins/prompt-injection/signs.ts';
import { judgeTokens } from '#plugins/text/judge-tokens.ts';

const ACTIONS = { block: 'blocked', replace: 'redacted', flag: 'flagged' } as const;

export const promptInjection = definePlugin<PromptInjectionConfig>({
  id: 'prompt-injection',
  title: 'Prompt injection',
  summary: 'Refuses, replaces or reports messages that try to take over the model.',
  stage: 'guard',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: promptInjectionConfig,
  example: { threshold: 0.5, action: 'block' },
  onFailure: 'closed',
  modelsOf: ({ judgeModel }) => (judgeModel === undefined ? [] : [{ path: ['judgeModel'], name: judgeModel }]),

  compile({ action, judgeModel, replaceWith, roles, threshold }, { name: plugin }): PluginHooks {
    const isAttempt = async (context: PluginContext, text: string, { score }: Finding): Promise<boolean> => {
      if (score >= threshold) return true;
      return score > 0 && judgeModel !== undefined && (await askJudge(context.models, judgeModel, text));
    };

    const judge = async (context: PluginContext, message: Message): Promise<Message> => {
      if (!roles.some((role) => role === message.role)) return message;
      const text = textOf(message.content);
      const finding = await scoreOf(text);
      if (!(await isAttempt(context, text, finding))) return message;
      const { score, signs } = finding;
      const found = { category: 'prompt.injection', action: ACTIONS[action], stage: 'request', score } as const;
      context.remarks.finding(found);
      context.remarks.note(`score ${score}: ${signs.join(', ')}`);
      if (action === 'block') {
        const refusal = `The guardrail ${plugin} refused the prompt.`;
        throw new GatewayError('GUARDRAIL_BLOCKED', { message: refusal, findings: [{ plugin, ...found }] });
      }
      return action === 'flag' ? message : withText(message, replaceWith);
    };

    return {
      async onRequest(context, request) {
        judgeTokens(context, request, action);
        const messages: Message[] = [];
        for (const message of request.messages) messages.push(await judge(context, message));
        return { type: 'next', request: changed(request, messages) };
      },
    };
  },
});

function changed(request: ChatRequest, messages: readonly Message[]): ChatRequest {
  return messages.every((message, index) => message === request.messages[index]) ? request : { ...request, messages };
}

function withText(message: Message, text: string): Message {
  return { ...message, content: [{ type: 'text', text }] };
}
