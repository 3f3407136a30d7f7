/** What becomes of a model by a change. */
import type { Draft } from '#admin/draft.ts';
import type { ModelUpdateInput } from '#admin/model/model-input.ts';
import { targetsOf } from '#admin/model/targets-of.ts';
import { patched } from '#admin/patched.ts';
import { checkName, patchResource } from '#admin/resource.ts';
import type { ModelConfig } from '#core/config/document.ts';

const MOST_ATTEMPTS = 100;

export function patchModel(
  draft: Draft,
  known: ModelConfig,
  input: ModelUpdateInput,
  path: readonly string[] = ['input'],
): ModelConfig {
  const { maxAttempts = known.maxAttempts } = input;
  const model: ModelConfig = {
    ...patchResource(draft, 'model', known, input.resource, [...path, 'resource']),
    aliases: patched(input.aliases, known.aliases, []),
    targets: input.targets === undefined ? known.targets : targetsOf(draft, input.targets ?? [], [...path, 'targets']),
    maxAttempts,
    enabled: patched(input.enabled, known.enabled, true),
  };
  if (maxAttempts !== null && !(Number.isInteger(maxAttempts) && maxAttempts >= 1 && maxAttempts <= MOST_ATTEMPTS))
    draft.report('out-of-range', [...path, 'maxAttempts'], `Must be a whole number from 1 to ${MOST_ATTEMPTS}.`);
  checkAliases(draft, model, [...path, 'aliases']);
  return model;
}

/** Callers say an alias like a name, so one is as unique as the other. */
function checkAliases(draft: Draft, { id, name, aliases }: ModelConfig, path: readonly string[]): void {
  for (const [index, alias] of aliases.entries()) {
    const at = [...path, String(index)];
    checkName(draft, 'model', id, alias, at);
    if (alias === name || aliases.indexOf(alias) !== index)
      draft.report('taken', at, 'The model has this name already.');
  }
}
