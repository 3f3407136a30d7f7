/** Vectors of the examples, made once for each instance and model and kept across snapshots. */
import type { OtherModels, PluginTools } from '#core/plugin.ts';
import type { SemanticGuardConfig } from '#plugins/semantic-guard/config.ts';
import type { Vector } from '#plugins/semantic-guard/cosine.ts';

export interface Examples {
  readonly deny: readonly Vector[];
  readonly allow: readonly Vector[];
}

interface Kept {
  /** What they are the vectors of. */
  of: string;
  vectors: Promise<Examples> | undefined;
}

/** The call that comes first pays for them. `again` makes them anew, where the model makes other vectors than before. */
export type LoadExamples = (models: OtherModels, again?: boolean) => Promise<Examples>;

export function createExamples({ model, deny, allow }: SemanticGuardConfig, tools: PluginTools): LoadExamples {
  const kept = tools.keep<Kept>('examples', () => ({ of: '', vectors: undefined }));
  const of = JSON.stringify([model, deny, allow]);

  const make = async (models: OtherModels): Promise<Examples> => {
    const vectors = await models.embed(model, [...deny, ...allow]);
    return { deny: vectors.slice(0, deny.length), allow: vectors.slice(deny.length) };
  };

  return async (models, again = false) => {
    if (kept.of === of && !again) {
      // That another call failed to make them is no reason for this one to fail.
      const vectors = await kept.vectors?.catch(() => undefined);
      if (vectors) return vectors;
    }
    const made = make(models);
    kept.of = of;
    kept.vectors = made;
    return made;
  };
}
