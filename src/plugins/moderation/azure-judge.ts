/** Azure AI Content Safety: https://learn.microsoft.com/rest/api/contentsafety/text-operations/analyze-text */
import { isJsonObject } from '#core/json.ts';
import type { PluginTools } from '#core/plugin.ts';
import { askJson, scoresOf } from '#plugins/moderation/ask-json.ts';
import type { ModerationConfig } from '#plugins/moderation/config.ts';
import type { Judge, Scores } from '#plugins/moderation/judge.ts';

const PATH = '/contentsafety/text:analyze?api-version=2024-09-01';
/** Severities go from 0 to 7. */
const MOST_SEVERE = 7;

export function createAzureJudge(config: ModerationConfig, tools: PluginTools): Judge {
  const { url = '', secret = '' } = config;
  const address = `${url.replace(/\/+$/, '')}${PATH}`;
  const headers = { 'ocp-apim-subscription-key': tools.secret(secret) };
  return async (context, pieces) => {
    const all: Scores[] = [];
    for (const text of pieces) {
      const body = { text, outputType: 'EightSeverityLevels' };
      const { categoriesAnalysis } = await askJson(tools, config, context, { url: address, headers, body });
      const found = Array.isArray(categoriesAnalysis) ? categoriesAnalysis.filter(isJsonObject) : [];
      all.push(
        scoresOf(
          found.map(({ category, severity }) => [
            String(category),
            typeof severity === 'number' ? severity / MOST_SEVERE : undefined,
          ]),
        ),
      );
    }
    return all;
  };
}
