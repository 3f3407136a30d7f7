/** What one configuration has that another has not: for the audit log, for dry runs and for history. Never a secret. */
import type { ChainConfig, ConfigDocument, ResourceConfig } from '#core/config/document.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';

export const RESOURCE_KINDS = [
  'provider',
  'credential',
  'model',
  'route',
  'consumer-group',
  'consumer',
  'api-key',
  'plugin',
  'chain',
] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export interface ResourceDifference {
  readonly action: 'create' | 'update' | 'delete';
  readonly kind: ResourceKind;
  readonly id: string;
  readonly name: string;
  /** Sorted by path; all fields of a new resource, none of a deleted one. */
  readonly fields: readonly FieldDifference[];
}

export interface FieldDifference {
  /** Path inside the resource, such as `targets.0.weight`. */
  readonly path: string;
  /** Null where there was nothing. */
  readonly before: Json;
  readonly after: Json;
}

/** Where each kind stands in the document. */
export const DOCUMENT_LISTS = {
  provider: 'providers',
  credential: 'credentials',
  model: 'models',
  route: 'routes',
  'consumer-group': 'consumerGroups',
  consumer: 'consumers',
  'api-key': 'apiKeys',
  plugin: 'plugins',
  chain: 'chains',
} as const satisfies Record<ResourceKind, keyof ConfigDocument>;

/** Proofs of secrets: that they changed is worth knowing, what they are is not. */
const HIDDEN = new Set(['hash', 'previousHash']);
const SHOWN_INSTEAD = '[hidden]';

export function diffDocuments(before: ConfigDocument, after: ConfigDocument): readonly ResourceDifference[] {
  return RESOURCE_KINDS.flatMap((kind) => {
    const list = DOCUMENT_LISTS[kind];
    return before[list] === after[list] ? [] : diffLists(kind, before[list], after[list]);
  });
}

type Item = ResourceConfig | ChainConfig;

function diffLists(kind: ResourceKind, before: readonly Item[], after: readonly Item[]): ResourceDifference[] {
  const old = new Map(before.map((item) => [item.id, item]));
  const kept = new Set(after.map(({ id }) => id));
  const gone = before
    .filter(({ id }) => !kept.has(id))
    .map((item): ResourceDifference => ({ action: 'delete', kind, id: item.id, name: nameOf(item), fields: [] }));
  const changed = after.flatMap((item): ResourceDifference[] => {
    const known = old.get(item.id);
    if (known === item) return [];
    const fields = diffFields(known, item);
    const action = known ? 'update' : 'create';
    return known && fields.length === 0 ? [] : [{ action, kind, id: item.id, name: nameOf(item), fields }];
  });
  return [...gone, ...changed];
}

function nameOf(item: Item): string {
  return 'name' in item ? item.name : item.id;
}

function diffFields(before: Item | undefined, after: Item): FieldDifference[] {
  const old = new Map(before ? leavesOf(before as unknown as JsonObject) : []);
  const now = new Map(leavesOf(after as unknown as JsonObject));
  const paths = [...new Set([...old.keys(), ...now.keys()])].filter((path) => path !== 'id').sort();
  return paths.flatMap((path) => {
    const [was, is] = [old.get(path) ?? null, now.get(path) ?? null];
    if (was === is) return [];
    const hidden = HIDDEN.has(path);
    const shown = (value: Json): Json => (hidden && value !== null ? SHOWN_INSTEAD : value);
    return [{ path, before: shown(was), after: shown(is) }];
  });
}

/** Every scalar with its path; an empty list or object counts as one. */
function leavesOf(value: Json, path = ''): [string, Json][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const members: [string, Json][] = isJsonObject(value)
    ? Object.entries(value)
    : value.map((item, index) => [String(index), item]);
  return members.flatMap(([name, member]) => leavesOf(member, path === '' ? name : `${path}.${name}`));
}
