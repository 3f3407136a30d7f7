/** Has a share of the answers scored by another model, when the calls have ended. */
import { createFolder } from '#core/chat/fold.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { definePlugin, type Outcome, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { isSampled } from '#plugins/call-log/is-sampled.ts';
import { askJudge } from '#plugins/llm-judge/ask-judge.ts';
import { type LlmJudgeConfig, llmJudgeConfig } from '#plugins/llm-judge/config.ts';

const BUCKETS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

export const llmJudge = definePlugin<LlmJudgeConfig>({
  id: 'llm-judge',
  title: 'LLM judge',
  summary: 'Has a share of the answers scored by another model, when the calls have ended.',
  stage: 'observe',
  merge: 'stack',
  config: llmJudgeConfig,
  example: { model: 'judge', rubric: 'The answer is polite and names its source.', sample: 0.1 },
  onFailure: 'open',
  modelsOf: ({ model }) => [{ path: ['model'], name: model }],

  compile(config, { name: plugin, log, metrics, keep }): PluginHooks {
    const { atOnce, reason: withReason, sample, warnBelow } = config;
    if (sample === 0) return {};
    const scores = metrics.histogram({
      name: 'gatehouse_judge_score',
      help: 'Scores of answers from 0 to 1, by plugin and model of the call.',
      labels: ['plugin', 'model'],
      buckets: BUCKETS,
    });
    const judgements = metrics.counter({
      name: 'gatehouse_judgements_total',
      help: 'Answers that were to be judged, by plugin and outcome: scored, failed, or skipped where too many were.',
      labels: ['plugin', 'outcome'],
    });
    const running = keep('running', () => ({ count: 0 }));
    const requests = new WeakMap<PluginContext, ChatRequest>();
    const answers = new WeakMap<PluginContext, () => ChatResult>();

    const judge = async (context: PluginContext, { target }: Outcome, request: ChatRequest, result: ChatResult) => {
      const { callId, model, route } = context;
      const served = target && { target: target.name, provider: target.provider, upstreamModel: target.upstreamModel };
      const facts = { plugin, callId, model: model.name, ...(route && { route: route.name }), ...served };
      running.count += 1;
      try {
        const { score, reason } = await askJudge(context.models, config, request, result);
        const write = score < warnBelow ? log.warn : log.info;
        write('judged', { ...facts, judge: config.model, score, ...(withReason && { reason }) });
        scores.observe(score, { plugin, model: model.name });
        judgements.add(1, { plugin, outcome: 'scored' });
      } catch (error) {
        log.warn('An answer was not judged.', { ...facts, judge: config.model, error });
        judgements.add(1, { plugin, outcome: 'failed' });
      } finally {
        running.count -= 1;
      }
    };

    return {
      onRequest(context, request) {
        if (isSampled(context.callId, sample)) requests.set(context, request);
        return { type: 'next', request };
      },
      // Read here and not at the end: what guards in front of it put back into the answer is not for the judge to see.
      onStream(context) {
        if (!requests.has(context)) return (event) => [event];
        const folder = createFolder();
        answers.set(context, folder.partial);
        return (event) => {
          folder.addAll([event]);
          return [event];
        };
      },
      onSettled(context, outcome) {
        const request = requests.get(context);
        const answer = answers.get(context);
        if (!request || !answer || outcome.error) return;
        if (running.count >= atOnce) judgements.add(1, { plugin, outcome: 'skipped' });
        // Nobody waits for it: the plugins that are told next are not late because of the judge.
        else void judge(context, outcome, request, answer());
      },
    };
  },
});
