/** Texts to embed as a target hears them: as many requests as its limit asks for, their answers joined in order. */
import type { ChatRequest } from '#core/chat/request.ts';
import type { Usage } from '#core/chat/usage.ts';
import type { EmbeddingInput, EmbeddingRequest, EmbeddingResult } from '#core/embedding.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Target } from '#core/snapshot.ts';
import { mapBounded } from '#pipeline/map-bounded.ts';
import { type Line, type Question, understood } from '#pipeline/question.ts';

const MOST_AT_ONCE = 4;

/** `request` is the same as plugins see it. `keep` is handed the vectors when a target has given all of them. */
export function askEmbedding(
  embedding: EmbeddingRequest,
  request: ChatRequest,
  keep: (vectors: EmbeddingResult['vectors']) => void,
): Question {
  return {
    request,
    embeds: true,
    async *ask(target, line) {
      const { vectors, model, usage, warnings, extra } = await line.waitFor(askInPieces(embedding, target, line));
      keep(vectors);
      yield [
        { type: 'start', id: '', model, warnings },
        // There is no output that could be counted.
        { type: 'finish', usage: { ...usage, outputTokens: 0 }, ...(extra && { extra }) },
      ];
    },
  };
}

async function askInPieces(embedding: EmbeddingRequest, target: Target, line: Line): Promise<EmbeddingResult> {
  const { adapter, baseUrl, options, upstreamModel } = target;
  const translator = adapter.embeddings;
  if (!translator) throw new GatewayError('INTERNAL', { internal: `${adapter.id} cannot embed.` });
  const pieces = cut(embedding.inputs, translator.maxInputs);
  const calls = pieces.map((inputs) => ({
    inputs,
    encoded: translator.encode({ baseUrl, options, upstreamModel, request: { ...embedding, inputs } }),
  }));
  const results = await mapBounded(calls, MOST_AT_ONCE, async ({ inputs, encoded }, signal) => {
    const answer = await line.send(encoded, { signal });
    if (answer.type !== 'body') throw notWhole('The answer came in frames.');
    const result = understood(() => translator.decode(answer.body));
    const count = result.vectors.length;
    if (count !== inputs.length) throw notWhole(`${count} vectors came for ${inputs.length} inputs.`);
    return result;
  });
  // Every piece had the same settings.
  return join(results, calls[0]?.encoded.warnings ?? []);
}

function cut(inputs: readonly EmbeddingInput[], size: number): (readonly EmbeddingInput[])[] {
  if (inputs.length <= size) return [inputs];
  return Array.from({ length: Math.ceil(inputs.length / size) }, (_, index) =>
    inputs.slice(index * size, (index + 1) * size),
  );
}

function join(results: readonly EmbeddingResult[], warnings: EmbeddingResult['warnings']): EmbeddingResult {
  const extra = Object.assign({}, ...results.map((result) => result.extra));
  return {
    model: results[0]?.model ?? '',
    vectors: results.flatMap(({ vectors }) => vectors),
    usage: sumUsage(results.map(({ usage }) => usage)),
    warnings: [...warnings, ...(results[0]?.warnings ?? [])],
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}

const COUNTED = ['inputTokens', 'cachedInputTokens'] as const;

/** A number that one piece does not say is not known of the whole. */
function sumUsage(usages: readonly Usage[]): Usage {
  const sums = COUNTED.flatMap((name): [string, number][] => {
    const counts = usages.flatMap((usage) => usage[name] ?? []);
    return counts.length < usages.length ? [] : [[name, counts.reduce((sum, count) => sum + count, 0)]];
  });
  return { ...Object.fromEntries(sums), estimated: usages.some(({ estimated }) => estimated) };
}

function notWhole(internal: string): GatewayError {
  return new GatewayError('PROVIDER_PROTOCOL', { internal });
}
