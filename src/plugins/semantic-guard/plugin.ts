/** Allows or denies prompts and answers by what they mean. */
import { type ChatRequest, type Message, textOf } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { type SemanticGuardConfig, semanticGuardConfig } from '#plugins/semantic-guard/config.ts';
import { cosine, type Vector } from '#plugins/semantic-guard/cosine.ts';
import { createExamples } from '#plugins/semantic-guard/examples.ts';
import { piecesOf } from '#plugins/semantic-guard/pieces.ts';
import { holdAnswer, textsOf, watchAnswer, withOtherText } from '#plugins/text/hold-answer.ts';
import { judgeTokens } from '#plugins/text/judge-tokens.ts';

type Stage = SemanticGuardConfig['stages'][number];

const ACTIONS = { block: 'blocked', replace: 'redacted', flag: 'flagged' } as const;
const SIDES = { request: 'prompt', response: 'answer' } as const;

export const semanticGuard = definePlugin<SemanticGuardConfig>({
  id: 'semantic-guard',
  title: 'Semantic guard',
  summary: 'Allows or denies prompts and answers by how alike in meaning they are to examples.',
  stage: 'guard',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: semanticGuardConfig,
  example: { model: 'embedder', deny: ['How can I cancel my contract with you?'], threshold: 0.6 },
  onFailure: 'closed',
  modelsOf: ({ model }) => [{ path: ['model'], name: model }],

  compile(config, tools): PluginHooks {
    const { action, allow, allowThreshold, model, replaceWith, roles, stages, threshold } = config;
    const { name: plugin } = tools;
    const load = createExamples(config, tools);

    /** Vectors of the pieces and of the examples, which are of one kind. */
    const vectorsOf = async ({ models }: PluginContext, texts: readonly string[]) => {
      const examples = await load(models);
      const vectors = await models.embed(model, texts);
      const [known = []] = [...examples.deny, ...examples.allow];
      if (vectors.every(({ length }) => length === known.length)) return { vectors, examples };
      return { vectors, examples: await load(models, true) };
    };

    const report = (context: PluginContext, stage: Stage, kind: 'deny' | 'allow', likeness: number): true => {
      const score = Math.round(likeness * 100) / 100;
      const found = { category: `semantic.${kind}`, action: ACTIONS[action], stage, score } as const;
      context.remarks.finding(found);
      context.remarks.note(`${kind}: likeness ${score}`);
      if (action !== 'block') return true;
      const message = `The guardrail ${plugin} refused the ${SIDES[stage]}.`;
      throw new GatewayError('GUARDRAIL_BLOCKED', { message, findings: [{ plugin, ...found }] });
    };

    /** Whether each text is one that must not be. @throws GatewayError GUARDRAIL_BLOCKED */
    const judge = async (
      context: PluginContext,
      stage: Stage,
      texts: readonly string[],
    ): Promise<readonly boolean[]> => {
      const pieces = texts.map((text) => (text.trim() === '' ? [] : piecesOf(text)));
      if (pieces.flat().length === 0) return texts.map(() => false);
      const { vectors, examples } = await vectorsOf(context, pieces.flat());
      let from = 0;
      return pieces.map(({ length }) => {
        const own = vectors.slice(from, from + length);
        from += length;
        if (length === 0) return false;
        const denied = highest(own, examples.deny);
        if (denied >= threshold) return report(context, stage, 'deny', denied);
        if (allow.length === 0) return false;
        // Every piece has to be something that is allowed, or the rest of a long text would go unjudged.
        const allowed = Math.min(...own.map((vector) => highest([vector], examples.allow)));
        return allowed < allowThreshold && report(context, stage, 'allow', allowed);
      });
    };

    const judgeRequest = async (context: PluginContext, request: ChatRequest): Promise<ChatRequest> => {
      judgeTokens(context, request, action);
      const isJudged = ({ role }: Message) => roles.some((one) => one === role);
      const texts = request.messages.map((message) => (isJudged(message) ? textOf(message.content) : ''));
      const found = await judge(context, 'request', texts);
      if (action !== 'replace' || !found.includes(true)) return request;
      const messages = request.messages.map((message, index) =>
        found[index] ? withText(message, replaceWith) : message,
      );
      return { ...request, messages };
    };

    const judgeAnswer = async (context: PluginContext, result: ChatResult): Promise<ChatResult> => {
      const found = await judge(context, 'response', textsOf(result));
      return action === 'replace' && found.includes(true) ? withOtherText(result, replaceWith) : result;
    };

    return {
      ...(stages.includes('request') && {
        onRequest: async (context, request) => ({ type: 'next', request: await judgeRequest(context, request) }),
      }),
      ...(stages.includes('response') && {
        onStream: (context) =>
          action === 'flag'
            ? watchAnswer(async (result) => void (await judgeAnswer(context, result)))
            : holdAnswer((result) => judgeAnswer(context, result)),
      }),
    };
  },
});

function highest(vectors: readonly Vector[], examples: readonly Vector[]): number {
  return Math.max(-1, ...vectors.flatMap((vector) => examples.map((example) => cosine(vector, example))));
}

function withText(message: Message, text: string): Message {
  return { ...message, content: [{ type: 'text', text }] };
}
