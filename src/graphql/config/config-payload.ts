/** What every configuration mutation answers: all problems at once, a conflict with the present state, or the change. */
import type { ObjectRef } from '@pothos/core';
import type { ChangeOutcome } from '#admin/change-config.ts';
import { USER_PROBLEM_CODES, type UserProblem, type UserProblemCode } from '#admin/user-problem.ts';
import {
  DOCUMENT_LISTS,
  type FieldDifference,
  type RESOURCE_KINDS,
  type ResourceDifference,
  type ResourceKind,
} from '#core/config/difference.ts';
import type { ConfigDocument } from '#core/config/document.ts';
import { NEVER_STORED, type Stored, type StoredConfig } from '#core/config/stored.ts';
import { builder } from '#graphql/builder.ts';
import { enumOf } from '#graphql/enum.ts';

type Outcome = ChangeOutcome<unknown>;
type Changed = Extract<Outcome, { type: 'changed' }>;
type Conflict = Extract<Outcome, { type: 'conflict' }>;

const UserErrorCode = enumOf<UserProblemCode>('UserErrorCode', {
  description: 'Codes of user errors.',
  members: USER_PROBLEM_CODES,
});

export const UserError = builder.objectRef<UserProblem>('UserError').implement({
  description: 'A problem a person can fix.',
  fields: (t) => ({
    code: t.expose('code', { type: UserErrorCode, description: 'Stable code.' }),
    message: t.exposeString('message', { description: 'Explanation.' }),
    path: t.field({
      type: ['String'],
      description: "Path of the input field, from the mutation's arguments; empty when it is about the whole.",
      resolve: ({ path }) => [...path],
    }),
    hint: t.string({ nullable: true, description: 'What to do.', resolve: ({ hint }) => hint ?? null }),
  }),
});

const RevisionConflict = builder.objectRef<Conflict>('RevisionConflict').implement({
  description: 'The resource changed in the meantime; nothing was written. Its present state is in the payload.',
  fields: (t) => ({
    expected: t.expose('expected', { type: 'Revision', description: 'What you sent.' }),
    actual: t.expose('actual', { type: 'Revision', description: 'What it is now.' }),
    changedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was changed.',
      resolve: ({ config, id }) => config.meta.get(id)?.updatedAt ?? null,
    }),
  }),
});

export const ResourceKindEnum = enumOf<ResourceKind>('ResourceKind', {
  description: 'Kinds of resources.',
  members: {
    provider: 'Provider.',
    credential: 'Credential.',
    model: 'Model.',
    route: 'Route.',
    'consumer-group': 'Consumer group.',
    consumer: 'Consumer.',
    'api-key': 'Key.',
    plugin: 'Plugin.',
    chain: 'Chain of plugins.',
  } satisfies Record<(typeof RESOURCE_KINDS)[number], string>,
});

const ChangeAction = enumOf<ResourceDifference['action']>('ChangeAction', {
  description: 'What happened to a resource.',
  members: { create: 'Created.', update: 'Changed.', delete: 'Deleted.' },
});

export const FieldDifferenceType = builder.objectRef<FieldDifference>('FieldDifference').implement({
  description: 'Difference of one field.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Path inside the resource.' }),
    before: t.expose('before', {
      type: 'JSON',
      nullable: true,
      description: 'Value before; null where there was none.',
    }),
    after: t.expose('after', { type: 'JSON', nullable: true, description: 'Value after; null where there is none.' }),
  }),
});

export const ResourceDifferenceType = builder.objectRef<ResourceDifference>('ResourceDifference').implement({
  description: 'Difference of one resource.',
  fields: (t) => ({
    action: t.expose('action', { type: ChangeAction, description: 'What happened to it.' }),
    kind: t.expose('kind', { type: ResourceKindEnum, description: 'Kind of resource.' }),
    id: t.exposeID('id', { description: 'Its id.' }),
    name: t.exposeString('name', { description: 'Name.' }),
    fields: t.field({
      type: [FieldDifferenceType],
      description: 'Differences of its fields; proofs of secrets are hidden.',
      resolve: ({ fields }) => [...fields],
    }),
  }),
});

const ConfigChange = builder.objectRef<Changed>('ConfigChange').implement({
  description: 'A recorded change of the configuration.',
  fields: (t) => ({
    configRevision: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Configuration revision after the change; null for a dry run.',
      resolve: ({ dryRun, config }) => (dryRun ? null : config.revision),
    }),
    dryRun: t.exposeBoolean('dryRun', { description: 'True when nothing was written.' }),
    differences: t.field({
      type: [ResourceDifferenceType],
      description: 'The differences.',
      resolve: ({ differences }) => [...differences],
    }),
    warnings: t.field({
      type: ['String'],
      description: 'Things worth knowing, such as a chain that makes little sense.',
      resolve: ({ warnings }) => [...warnings],
    }),
  }),
});

export const ConfigPayload = builder.interfaceRef<Outcome>('ConfigPayload').implement({
  description: 'What every configuration mutation returns.',
  fields: (t) => ({
    userErrors: t.field({
      type: [UserError],
      description: 'Problems with the input; when not empty nothing was changed.',
      resolve: (outcome) => (outcome.type === 'refused' ? [...outcome.problems] : []),
    }),
    conflict: t.field({
      type: RevisionConflict,
      nullable: true,
      description: 'Set when the resource changed since expectedRevision; nothing was changed.',
      resolve: (outcome) => (outcome.type === 'conflict' ? outcome : null),
    }),
    change: t.field({
      type: ConfigChange,
      nullable: true,
      description: 'What was changed, or would be changed by a dry run.',
      resolve: (outcome) => (outcome.type === 'changed' ? outcome : null),
    }),
  }),
});

type Types = (typeof builder)['$inferSchemaTypes'];
type ConfigOf<Kind extends ResourceKind> = ConfigDocument[(typeof DOCUMENT_LISTS)[Kind]][number];

interface PayloadOptions<Kind extends ResourceKind> {
  readonly kind: Kind;
  /** Name of the field that carries the resource. */
  readonly field: string;
  readonly type: ObjectRef<Types, string | Stored<ConfigOf<Kind>>, Stored<ConfigOf<Kind>>>;
}

/** A payload whose verb gives the resource itself. */
export function resourcePayload<Kind extends ResourceKind>(name: string, { kind, field, type }: PayloadOptions<Kind>) {
  return builder.objectRef<ChangeOutcome<{ readonly id: string }>>(name).implement({
    description: `Result of ${name[0]?.toLowerCase()}${name.slice(1).replace(/Payload$/, '')}.`,
    interfaces: [ConfigPayload],
    fields: (t) => ({
      [field]: t.field({
        type,
        nullable: true,
        description: 'The resource after the change, or as it would be; its present state on a conflict.',
        // The type is a parameter here, which the field builder cannot resolve: hence `never`.
        resolve: (outcome) => resourceAfter(kind, outcome) as never,
      }),
    }),
  });
}

/** A payload whose verb gives the resource that was removed. */
export function deletionPayload(name: string) {
  return builder.objectRef<ChangeOutcome<{ readonly id: string }>>(name).implement({
    description: `Result of ${name[0]?.toLowerCase()}${name.slice(1).replace(/Payload$/, '')}.`,
    interfaces: [ConfigPayload],
    fields: (t) => ({
      deletedId: t.id({
        nullable: true,
        description: 'Id of the deleted resource.',
        resolve: (outcome) => (outcome.type === 'changed' ? outcome.result.id : null),
      }),
    }),
  });
}

function resourceAfter<Kind extends ResourceKind>(
  kind: Kind,
  outcome: ChangeOutcome<{ readonly id: string }>,
): Stored<ConfigOf<Kind>> | null {
  if (outcome.type === 'refused') return null;
  const id = outcome.type === 'changed' ? outcome.result.id : outcome.id;
  return resourceIn(outcome.config, kind, id);
}

/** The resource as that configuration has it. */
export function resourceIn<Kind extends ResourceKind>(
  { document, meta }: StoredConfig,
  kind: Kind,
  id: string,
): Stored<ConfigOf<Kind>> | null {
  const items = document[DOCUMENT_LISTS[kind]] as readonly ConfigOf<Kind>[]; // The table pairs kinds and lists.
  const found = items.find((item) => item.id === id);
  return found ? { ...found, ...(meta.get(id) ?? NEVER_STORED) } : null;
}
