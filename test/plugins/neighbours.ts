/** What the example of a plugin needs around it: services and other models that have nothing against anything. */
import type { Json } from '#core/json.ts';
import type { HttpClient } from '#core/ports.ts';
import { type Bench, createBench, textResult } from '#test/plugins/chain.ts';
import type { ScriptedModels } from '#test/plugins/scripted-models.ts';

interface Neighbours {
  /** What any service answers. */
  readonly service?: Json;
  readonly models?: ScriptedModels;
}

const NEIGHBOURS: Readonly<Record<string, Neighbours>> = {
  'http-hook': { service: { action: 'allow' } },
  'llm-judge': { models: { judge: { chat: () => textResult('{"score": 1}') } } },
  moderation: { service: { results: [{ flagged: false, category_scores: { violence: 0.01 } }] } },
  'semantic-guard': {
    models: { embedder: { embed: (texts) => texts.map((text) => (text.endsWith('with you?') ? [0, 1] : [1, 0])) } },
  },
};

export function neighboursOf(id: string): { readonly bench: Bench; readonly models: ScriptedModels } {
  const { service, models = {} } = NEIGHBOURS[id] ?? {};
  const bench = createBench();
  if (service === undefined) return { bench, models };
  const http: HttpClient = { send: async () => ({ status: 200, headers: {}, body: JSON.stringify(service) }) };
  return { bench: { ...bench, tools: (name) => ({ ...bench.tools(name), http }) }, models };
}
