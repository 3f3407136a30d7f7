/** The targets of a model, named and checked. */
import { checkWeight } from '#admin/check-weight.ts';
import type { Draft } from '#admin/draft.ts';
import type { TargetInput } from '#admin/model/model-input.ts';
import { priceOf } from '#admin/model/price-of.ts';
import type { TargetConfig } from '#core/config/document.ts';

const LARGEST_PRIORITY = 1_000;
const LONGEST_NAME = 200;

export function targetsOf(
  draft: Draft,
  inputs: readonly TargetInput[],
  path: readonly string[],
): readonly TargetConfig[] {
  if (inputs.length === 0) draft.report('required', path, 'A model needs at least one target.');
  // Given names first: one that is made must not take theirs.
  const taken = new Set(inputs.flatMap(({ name }) => name ?? []));
  return inputs.map((input, index) => {
    const at = [...path, String(index)];
    checkTarget(draft, input, at);
    if (input.name != null && inputs.findIndex(({ name }) => name === input.name) !== index)
      draft.report('taken', [...at, 'name'], `There is a target named "${input.name}" already.`);
    const { providerId, upstreamModel, priority, weight } = input;
    const price = priceOf(draft, input.price, [...at, 'price']);
    const name = input.name ?? freeName(draft, input, taken);
    taken.add(name);
    return { name, providerId, upstreamModel, priority: priority ?? 0, weight: weight ?? 100, ...(price && { price }) };
  });
}

function checkTarget(
  draft: Draft,
  { name, providerId, upstreamModel, priority, weight }: TargetInput,
  path: readonly string[],
): void {
  draft.check('provider', providerId, [...path, 'providerId']);
  if (upstreamModel.trim() === '')
    draft.report('required', [...path, 'upstreamModel'], "Give the model's name at the provider.");
  if (name != null && (name.trim() === '' || name.length > LONGEST_NAME))
    draft.report('invalid', [...path, 'name'], `Give it 1 to ${LONGEST_NAME} characters.`);
  if (priority != null && !(Number.isInteger(priority) && priority >= 0 && priority <= LARGEST_PRIORITY))
    draft.report('out-of-range', [...path, 'priority'], `Must be a whole number from 0 to ${LARGEST_PRIORITY}.`);
  checkWeight(draft, weight ?? 0, [...path, 'weight']);
}

/** Such as `openai/gpt-5-mini`, or `openai/gpt-5-mini-2` where that is taken. */
function freeName(draft: Draft, { providerId, upstreamModel }: TargetInput, taken: ReadonlySet<string>): string {
  const stem = `${draft.find('provider', providerId)?.name}/${upstreamModel}`;
  let name = stem;
  for (let count = 2; taken.has(name); count += 1) name = `${stem}-${count}`;
  return name;
}
