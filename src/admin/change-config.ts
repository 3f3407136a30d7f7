/**
 * Every change of the configuration goes this way: edit a draft, check that it would run, write it with its audit event in
 * one transaction, put it in force. A dry run goes the same way and stops before it writes.
 */
import type { AdminContext } from '#admin/admin-deps.ts';
import { Draft } from '#admin/draft.ts';
import { Refusal, type UserProblem } from '#admin/user-problem.ts';
import { diffDocuments, type ResourceDifference } from '#core/config/difference.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import { NEVER_STORED, type ResourceMeta, type StoredConfig } from '#core/config/stored.ts';

export interface ChangeRequest<Result> {
  /** For the audit log, such as `provider.create`. */
  readonly action: string;
  /** What the caller saw; another revision is a conflict. */
  readonly expected?: SeenResource & {
    /** What may not be there yet has revision 0 then. */
    readonly mayBeNew?: boolean;
  };
  /** What the change is about, once it is done: its id and its name, for the audit log. */
  readonly targetOf: (result: Result, draft: Draft) => { readonly id: string; readonly name: string };
  /** Edits the draft. May run more than once, so it does nothing else. @throws Refusal */
  readonly edit: (draft: Draft) => Result;
}

export interface WriteOptions {
  readonly dryRun: boolean;
  /** Note for the history. */
  readonly comment: string | null;
}

/** A resource, and the revision of it that the caller saw. */
export interface SeenResource {
  readonly id: string;
  readonly expectedRevision: number;
}

/** What a deletion needs to know. */
export type DeleteResource = SeenResource;

/** What a change of something that exists needs to know. */
export interface UpdateResource<Input> extends SeenResource {
  readonly input: Input;
}

export type ChangeOutcome<Result> =
  | {
      readonly type: 'changed';
      readonly result: Result;
      /** The configuration after the change, or as it would be after it. */
      readonly config: StoredConfig;
      readonly differences: readonly ResourceDifference[];
      readonly warnings: readonly string[];
      readonly dryRun: boolean;
    }
  | { readonly type: 'refused'; readonly problems: readonly UserProblem[] }
  | {
      readonly type: 'conflict';
      readonly id: string;
      readonly expected: number;
      readonly actual: number;
      /** The configuration as it is. */
      readonly config: StoredConfig;
    };

/** Says no with the present state, so that nobody overwrites what they have not seen. */
class Conflict extends Error {
  readonly current: StoredConfig;

  constructor(current: StoredConfig) {
    super('The resource changed in the meantime.');
    this.current = current;
  }
}

interface Edited<Result> {
  readonly draft: Draft;
  readonly result: Result;
  readonly warnings: readonly string[];
}

/** @throws GatewayError STORE_UNAVAILABLE */
export async function changeConfig<Result>(
  request: ChangeRequest<Result>,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<Result>> {
  try {
    return options.dryRun ? await tryOut(request, context) : await write(request, context, options.comment);
  } catch (thrown) {
    if (thrown instanceof Refusal) return { type: 'refused', problems: thrown.problems };
    if (thrown instanceof Conflict && request.expected) {
      const { id, expectedRevision } = request.expected;
      const actual = revisionOf(thrown.current, id);
      return { type: 'conflict', id, expected: expectedRevision, actual, config: thrown.current };
    }
    throw thrown;
  }
}

async function tryOut<Result>(request: ChangeRequest<Result>, context: AdminContext): Promise<ChangeOutcome<Result>> {
  const { store, clock } = context.deps;
  const before = await store.config.load();
  const { draft, result, warnings } = edit(request, before, context);
  const differences = diffDocuments(before.document, draft.document);
  const config = { ...before, document: draft.document, meta: metaAfter(before, differences, clock.now()) };
  return { type: 'changed', result, config, differences, warnings, dryRun: true };
}

async function write<Result>(
  request: ChangeRequest<Result>,
  context: AdminContext,
  comment: string | null,
): Promise<ChangeOutcome<Result>> {
  const { deps, session, requestId, address } = context;
  let edited: Edited<Result> | undefined;
  const config = await deps.store.config.change((current) => {
    const once = edit(request, current, context);
    edited = once;
    const { draft, result } = once;
    const target = request.targetOf(result, draft);
    const audit = {
      actor: session.actor,
      action: request.action,
      targetId: target.id,
      targetName: target.name,
      comment,
      requestId,
      address,
    };
    return { document: draft.document, secrets: draft.secrets, audit };
  });
  if (!edited) throw new Error('The store did not ask what the configuration shall become.');
  await deps.publish();
  const { draft, result, warnings } = edited;
  const differences = diffDocuments(draft.before.document, config.document);
  return { type: 'changed', result, config, differences, warnings, dryRun: false };
}

/** @throws Refusal, Conflict */
function edit<Result>(
  { expected, edit: apply }: ChangeRequest<Result>,
  current: StoredConfig,
  { deps }: AdminContext,
): Edited<Result> {
  const draft = new Draft(current);
  // What is not there at all is for the edit to say.
  const isKnown = expected?.mayBeNew || (expected && current.meta.has(expected.id));
  if (expected && isKnown && revisionOf(current, expected.id) !== expected.expectedRevision) {
    throw new Conflict(current);
  }
  const result = apply(draft);
  // Problems of the input come alone: what the check would say of a half-made configuration only repeats them.
  if (draft.problems.length > 0) throw new Refusal(draft.problems);
  const found = deps.check(draft.document);
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Refusal(errors.map((problem) => userProblemOf(problem, draft)));
  const warnings = found.filter(({ severity }) => severity === 'warning').map(sentenceOf);
  return { draft, result, warnings: [...draft.warnings, ...warnings] };
}

/** At the place of the arguments that it comes from, where the change made it. */
export function userProblemOf(problem: ConfigProblem, draft: Draft): UserProblem {
  const at = draft.inputPathOf(problem.id);
  const path = at ? [...at, ...problem.path] : [];
  return { code: 'invalid', path, message: at ? problem.message : sentenceOf(problem) };
}

export function sentenceOf({ kind, name, message }: ConfigProblem): string {
  return `${kind.replace('-', ' ')} ${name}: ${message}`;
}

function revisionOf({ meta }: StoredConfig, id: string): number {
  return meta.get(id)?.revision ?? NEVER_STORED.revision;
}

/** What the store would write beside the document. */
function metaAfter(
  before: StoredConfig,
  differences: readonly ResourceDifference[],
  now: number,
): ReadonlyMap<string, ResourceMeta> {
  const meta = new Map(before.meta);
  for (const { action, id } of differences) {
    const known = meta.get(id);
    if (action === 'delete') meta.delete(id);
    else meta.set(id, { revision: (known?.revision ?? 0) + 1, createdAt: known?.createdAt ?? now, updatedAt: now });
  }
  return meta;
}
