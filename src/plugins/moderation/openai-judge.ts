/** OpenAI's moderation endpoint: https://platform.openai.com/docs/api-reference/moderations/create */
import { isJsonObject } from '#core/json.ts';
import type { PluginTools } from '#core/plugin.ts';
import { askJson, scoresOf } from '#plugins/moderation/ask-json.ts';
import type { ModerationConfig } from '#plugins/moderation/config.ts';
import type { Judge } from '#plugins/moderation/judge.ts';

const URL = 'https://api.openai.com/v1/moderations';
const MODEL = 'omni-moderation-latest';

export function createOpenAIJudge(config: ModerationConfig, tools: PluginTools): Judge {
  const { url = URL, model = MODEL, secret = '' } = config;
  const headers = { authorization: `Bearer ${tools.secret(secret)}` };
  return async (context, pieces) => {
    const { results } = await askJson(tools, config, context, { url, headers, body: { model, input: pieces } });
    if (!Array.isArray(results) || results.length !== pieces.length)
      throw new Error('The service gave too few results.');
    return results.map((result) => {
      const scores = isJsonObject(result) ? result.category_scores : undefined;
      return scoresOf(isJsonObject(scores) ? Object.entries(scores) : []);
    });
  };
}
