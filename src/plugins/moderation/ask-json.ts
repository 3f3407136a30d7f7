/** One question to a service that answers in JSON. */
import { durationMs } from '#core/config/duration-field.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '#core/json.ts';
import type { PluginContext, PluginTools } from '#core/plugin.ts';
import type { ModerationConfig } from '#plugins/moderation/config.ts';

interface Question {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** @throws Error where the service answers with anything else */
export async function askJson(
  { http }: PluginTools,
  { timeout, allowPrivateNetwork }: ModerationConfig,
  { signal }: PluginContext,
  { url, headers, body }: Question,
): Promise<JsonObject> {
  const reply = await http.send({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    timeoutMs: durationMs(timeout),
    allowPrivateNetwork,
    signal,
  });
  const answer = parseJson(reply.body);
  if (reply.status !== 200 || !isJsonObject(answer)) throw new Error(`The service answered ${reply.status}.`);
  return answer;
}

/** @throws Error where the service gave no scores: no harm found and no answer are not the same. */
export function scoresOf(entries: Iterable<readonly [string, unknown]>): ReadonlyMap<string, number> {
  const scores = new Map<string, number>();
  for (const [name, score] of entries) if (typeof score === 'number') scores.set(name, score);
  if (scores.size === 0) throw new Error('The judge gave no scores.');
  return scores;
}
