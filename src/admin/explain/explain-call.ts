/** Says what would happen to a call and why: which plugins would run, which model and targets serve, what is in the way. */
import type { AdminContext, AdminDeps } from '#admin/admin-deps.ts';
import { sentenceOf } from '#admin/change-config.ts';
import { assertKeyExists, enterPlace, type NamedCall, placeIn } from '#admin/explain/called-place.ts';
import { type ExplainedTarget, explainTargets } from '#admin/explain/explain-targets.ts';
import { findObstacles } from '#admin/explain/find-obstacles.ts';
import { chatRequest } from '#core/chat/request.ts';
import { DOCUMENT_LISTS } from '#core/config/difference.ts';
import { type ConfigDocument, chainId } from '#core/config/document.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import { type GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { CallPlace, Model, Snapshot } from '#core/snapshot.ts';
import { admit } from '#pipeline/admit.ts';
import { explainChain } from '#snapshot/explain-chain.ts';
import type { ExplainedEntry } from '#snapshot/order-chain.ts';

export interface ChainExplanation {
  readonly configRevision: number;
  /** Null where the call would be refused before it has one. */
  readonly modelId: string | null;
  /** In running order, those that would not run included. */
  readonly steps: readonly ExplainedStep[];
  readonly targets: readonly ExplainedTarget[];
  /** What is wrong with the configuration as far as it concerns this call. */
  readonly problems: readonly string[];
  readonly refusal: GatewayError | null;
}

export interface ExplainedStep extends ExplainedEntry {
  /** Name of the route, model, group, consumer or key; `workspace` where it is that. */
  readonly scopeName: string;
}

/** A configuration that calls can run on, with its document. */
export interface Runnable {
  readonly document: ConfigDocument;
  readonly snapshot: Snapshot;
  readonly warnings: readonly ConfigProblem[];
}

/** As the configuration is stored. @throws GatewayError NOT_FOUND, STORE_UNAVAILABLE */
export async function explainCall(call: NamedCall, { deps }: AdminContext): Promise<ChainExplanation> {
  const { document, revision } = await deps.store.config.load();
  const built = deps.buildApart(document, revision);
  if (built.type === 'built') return explainIn({ document, ...built }, call, deps);
  assertKeyExists(document, call);
  const steps = stepsOf(document, placeIn(document, call, null), deps);
  const problems = built.problems.map(sentenceOf);
  return { configRevision: revision, modelId: null, steps, targets: [], problems, refusal: null };
}

/** @throws GatewayError NOT_FOUND */
export function explainIn(
  { document, snapshot, warnings }: Runnable,
  call: NamedCall,
  deps: AdminDeps,
): ChainExplanation {
  assertKeyExists(document, call);
  const now = deps.clock.now();
  const { model, refusal } = admitted(snapshot, call, now);
  const place = placeIn(document, call, model?.id ?? null);
  const steps = stepsOf(document, place, deps);
  const targets = model ? explainTargets(model) : [];
  const concerned = new Set([
    ...idsOf(place),
    ...idsOf(place).map(chainId),
    chainId(null),
    ...steps.map(({ pluginId }) => pluginId),
    ...targets.map(({ providerId }) => providerId),
  ]);
  const problems = warnings.filter(({ id }) => concerned.has(id)).map(sentenceOf);
  return {
    configRevision: snapshot.revision,
    modelId: model?.id ?? null,
    steps,
    targets,
    problems: [...findObstacles(document, call, now), ...problems],
    refusal,
  };
}

/** The pipeline's own judgement, on a call that says nothing. */
function admitted(
  snapshot: Snapshot,
  call: NamedCall,
  now: number,
): { model: Model | null; refusal: GatewayError | null } {
  try {
    const model = admit({
      ...enterPlace(call, snapshot, now),
      callId: '',
      door: 'graphql',
      snapshot,
      startedAt: now,
      header: () => undefined,
      ...(call.model !== undefined && { model: call.model }),
      request: chatRequest({ messages: [] }),
      streamed: false,
      signal: new AbortController().signal,
    });
    return { model, refusal: null };
  } catch (thrown) {
    return { model: null, refusal: toGatewayError(thrown) };
  }
}

function stepsOf(document: ConfigDocument, place: CallPlace, deps: AdminDeps): readonly ExplainedStep[] {
  return explainChain(document, deps, place).map((entry) => ({ ...entry, scopeName: nameOf(document, entry) }));
}

function nameOf(document: ConfigDocument, { scope, scopeId }: ExplainedEntry): string {
  if (scope === 'workspace') return scope;
  return document[DOCUMENT_LISTS[scope]].find(({ id }) => id === scopeId)?.name ?? '';
}

function idsOf({ routeId, modelId, groupIds = [], consumerId, keyId }: CallPlace): string[] {
  return [routeId, modelId, ...groupIds, consumerId, keyId].filter((id) => id !== undefined);
}
