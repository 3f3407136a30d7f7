/** Names, description and labels: what every resource has, made for a new one and patched for a known one. */
import type { Draft, ItemOf } from '#admin/draft.ts';
import type { ResourceKind } from '#core/config/difference.ts';
import type { ResourceConfig } from '#core/config/document.ts';
import { modelNameProblem, nameProblem } from '#core/config/name-rule.ts';

export interface NewResource {
  /** Made from the display name where absent. */
  readonly name?: string | null | undefined;
  readonly displayName: string;
  readonly description?: string | null | undefined;
  readonly labels?: readonly Label[] | null | undefined;
}

/** What is absent stays; null clears where something may be empty. */
export interface ResourcePatch {
  readonly name?: string | null | undefined;
  readonly displayName?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly labels?: readonly Label[] | null | undefined;
}

export interface Label {
  readonly key: string;
  readonly value: string;
}

export type NamedKind = Exclude<ResourceKind, 'chain'>;

/** Leaves room for a number behind it. */
const LONGEST_STEM = 58;

export function newResource(
  draft: Draft,
  kind: NamedKind,
  id: string,
  given: NewResource,
  path: readonly string[] = ['input', 'resource'],
): ResourceConfig {
  const displayName = given.displayName.trim();
  if (displayName === '') draft.report('required', [...path, 'displayName'], 'Give it a name for people.');
  const name = given.name ?? freeName(draft, kind, displayName);
  checkName(draft, kind, id, name, [...path, 'name']);
  const description = given.description ?? null;
  return { id, name, displayName, description, labels: labelsOf(draft, given.labels ?? [], [...path, 'labels']) };
}

export function patchResource(
  draft: Draft,
  kind: NamedKind,
  known: ResourceConfig,
  patch: ResourcePatch | null | undefined,
  path: readonly string[] = ['input', 'resource'],
): ResourceConfig {
  const { id, name, displayName, description, labels } = known;
  if (!patch) return { id, name, displayName, description, labels };
  for (const field of ['name', 'displayName'] as const) {
    if (patch[field] === null || patch[field]?.trim() === '')
      draft.report('required', [...path, field], 'It cannot be empty.');
  }
  if (patch.name != null && patch.name !== name) checkName(draft, kind, id, patch.name, [...path, 'name']);
  return {
    id,
    name: patch.name ?? name,
    displayName: patch.displayName?.trim() ?? displayName,
    description: patch.description === undefined ? description : patch.description,
    labels: patch.labels === undefined ? labels : labelsOf(draft, patch.labels ?? [], [...path, 'labels']),
  };
}

export function checkName(draft: Draft, kind: NamedKind, id: string, name: string, path: readonly string[]): void {
  const problem = kind === 'model' ? modelNameProblem(name) : nameProblem(name);
  if (problem !== undefined) draft.report('invalid', path, problem);
  if (isTaken(draft, kind, id, name))
    draft.report('taken', path, `There is a ${kind.replace('-', ' ')} named "${name}" already.`);
}

/** Whether another resource of the kind goes by that name; the aliases of models count as names of theirs. */
export function isTaken(draft: Draft, kind: NamedKind, id: string, name: string): boolean {
  return draft
    .all<NamedKind>(kind)
    .some((item: ItemOf<NamedKind>) => item.id !== id && (item.name === name || aliasesOf(item).includes(name)));
}

function aliasesOf(item: ItemOf<NamedKind>): readonly string[] {
  return 'aliases' in item ? item.aliases : [];
}

/** `My Provider!` becomes `my-provider`, or `my-provider-2` where that is taken. */
function freeName(draft: Draft, kind: NamedKind, displayName: string): string {
  const stem = stemOf(kind, displayName);
  let name = stem;
  for (let count = 2; isTaken(draft, kind, '', name); count += 1) name = `${stem}-${count}`;
  return name;
}

function stemOf(kind: NamedKind, displayName: string): string {
  const other = kind === 'model' ? /[^a-z0-9._:/]+/g : /[^a-z0-9]+/g;
  const plain = displayName.normalize('NFKD').toLowerCase().replace(other, '-').slice(0, LONGEST_STEM);
  return plain.replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '') || kind;
}

function labelsOf(draft: Draft, labels: readonly Label[], path: readonly string[]): Readonly<Record<string, string>> {
  for (const [index, { key }] of labels.entries()) {
    if (labels.findIndex((label) => label.key === key) !== index)
      draft.report('taken', [...path, String(index), 'key'], 'Is there twice.');
  }
  return Object.fromEntries(labels.map(({ key, value }) => [key, value]));
}
