/** A model that a vendor says it has, with what is known of it. */
import type { ModelFacts } from '#core/cost/model-facts.ts';

export interface UpstreamModel {
  /** To use as the upstream model of a target. */
  readonly name: string;
  readonly facts: ModelFacts;
}
