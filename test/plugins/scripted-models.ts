/** Models beside the one that is called, whose answers a test writes. They are asked through the pipeline as real ones are. */
import { z } from 'zod';
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { DEFAULT_TIMEOUTS } from '#core/config/document.ts';
import type { ModelFacts } from '#core/cost/model-facts.ts';
import type { EmbeddingRequest } from '#core/embedding.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Json } from '#core/json.ts';
import type { Transport } from '#core/ports.ts';
import { defineProvider } from '#core/provider.ts';
import type { Model } from '#core/snapshot.ts';

export interface ScriptedModel {
  chat?(request: ChatRequest): ChatResult | Error;
  embed?(texts: readonly string[]): readonly (readonly number[])[] | Error;
}

export type ScriptedModels = Readonly<Record<string, ScriptedModel>>;

export function scriptedModels(scripts: ScriptedModels): {
  readonly models: readonly Model[];
  readonly transport: Transport;
} {
  return {
    models: Object.keys(scripts).map((name) => modelNamed(name)),
    transport: {
      async send({ url, body }) {
        const script = scripts[url];
        const { chat, embedding } = body as unknown as { chat?: ChatRequest; embedding?: EmbeddingRequest };
        const answer = chat ? script?.chat?.(chat) : script?.embed?.((embedding?.inputs ?? []).map(String));
        if (answer === undefined || answer instanceof Error) throw new GatewayError('PROVIDER_UNAVAILABLE');
        return { type: 'body', body: answer };
      },
    },
  };
}

/** Its wire is our own words. */
const adapter = defineProvider({
  id: 'scripted',
  title: 'Scripted',
  docsUrl: 'http://127.0.0.1/',
  options: z.object({}),
  credential: { type: 'none' },
  framing: 'sse',
  suggestedModels: [],
  encode: ({ request, baseUrl }) => wire(baseUrl, { chat: request as unknown as Json }),
  decodeResult: (body) => body as ChatResult,
  createDecoder() {
    throw new Error('Other models are asked for whole answers.');
  },
  decodeError: () => new GatewayError('PROVIDER_UNAVAILABLE'),
  embeddings: {
    maxInputs: 100,
    encode: ({ request, baseUrl }) => wire(baseUrl, { embedding: request as unknown as Json }),
    decode: (body) => ({
      model: 'scripted',
      vectors: body as readonly (readonly number[])[],
      usage: { inputTokens: 1, estimated: false },
      warnings: [],
    }),
  },
});

function wire(url: string, body: Json) {
  return { wire: { method: 'POST', url, headers: {}, body }, warnings: [] } as const;
}

/** With one target, of which that much is known. */
export function modelNamed(name: string, facts?: ModelFacts): Model {
  const target = {
    name: 'only',
    provider: { id: 'prv_scripted', name: 'scripted' },
    adapter,
    options: {} as never,
    baseUrl: name,
    allowPrivateNetwork: false,
    timeouts: DEFAULT_TIMEOUTS,
    credentials: [],
    upstreamModel: name,
    priority: 0,
    weight: 1,
    ...(facts && { facts }),
  };
  return { id: `mdl_${name}`, name, displayName: name, description: null, targets: [target], maxAttempts: 1 };
}
