/** How harmful a text is, by category, whoever is asked. */
import type { PluginContext, PluginTools } from '#core/plugin.ts';
import { createAzureJudge } from '#plugins/moderation/azure-judge.ts';
import type { ModerationConfig } from '#plugins/moderation/config.ts';
import { createModelJudge } from '#plugins/moderation/model-judge.ts';
import { createOpenAIJudge } from '#plugins/moderation/openai-judge.ts';

/** From 0 to 1 each. */
export type Scores = ReadonlyMap<string, number>;

/** One score list for each piece. @throws Error where the judge gives none */
export type Judge = (context: PluginContext, pieces: readonly string[]) => Promise<readonly Scores[]>;

/** Azure takes 10,000 characters; neighbours overlap so that nothing is judged in halves alone. */
const PIECE = 10_000;
const OVERLAP = 500;

/** @throws Error where a secret is missing */
export function createJudge(
  config: ModerationConfig,
  tools: PluginTools,
): (context: PluginContext, text: string) => Promise<Scores> {
  const judge = judgeOf(config, tools);
  return async (context, text) => {
    const highest = new Map<string, number>();
    if (text.trim() === '') return highest;
    for (const scores of await judge(context, cut(text)))
      for (const [name, score] of scores) highest.set(name, Math.max(score, highest.get(name) ?? 0));
    return highest;
  };
}

function judgeOf(config: ModerationConfig, tools: PluginTools): Judge {
  switch (config.source) {
    case 'openai':
      return createOpenAIJudge(config, tools);
    case 'azure':
      return createAzureJudge(config, tools);
    case 'model':
      return createModelJudge(config);
    default:
      return config.source satisfies never;
  }
}

function cut(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let from = 0; from === 0 || from + OVERLAP < text.length; from += PIECE - OVERLAP)
    pieces.push(text.slice(from, from + PIECE).toWellFormed());
  return pieces;
}
