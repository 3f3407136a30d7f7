/** Mutations of the admin surface as tests ask for them: every one with the whole outcome. */
import type { AdminGateway, Data } from '#test/support/admin-gateway.ts';

const OUTCOME = `fragment Outcome on ConfigPayload {
  userErrors { code path message hint }
  conflict { expected actual changedAt }
  change { configRevision dryRun differences { action kind id name fields { path before after } } warnings }
}`;

/**
 * `change(gateway, 'modelCreate', { input: ['ModelCreateInput!', {…}] }, 'model { id }')`: each argument with its type.
 * Gives the payload.
 */
export async function change(
  { ask }: AdminGateway,
  mutation: string,
  given: Readonly<Record<string, readonly [type: string, value: unknown]>>,
  selection: string,
): Promise<Data> {
  const names = Object.keys(given);
  const declared = names.map((name) => `$${name}: ${given[name]?.[0]}`).join(', ');
  const passed = names.map((name) => `${name}: $${name}`).join(', ');
  const variables = Object.fromEntries(names.map((name) => [name, given[name]?.[1]]));
  const operation = `mutation (${declared}) { payload: ${mutation}(${passed}) { ...Outcome ${selection} } } ${OUTCOME}`;
  return (await ask(operation, variables)).payload;
}

/** `input` of a `<noun>Create`, for what has to go well. Gives the resource. */
export async function create(
  gateway: AdminGateway,
  noun: string,
  input: Readonly<Record<string, unknown>>,
  selection = 'id name revision',
): Promise<Data> {
  const payload = await change(gateway, `${noun}Create`, inputOf(noun, 'Create', input), `${noun} { ${selection} }`);
  return succeeded(payload)[noun];
}

/** Arguments of `<noun>Update`. */
export function updateOf(noun: string, seen: Seen, input: Readonly<Record<string, unknown>>) {
  return { ...seenOf(seen), ...inputOf(noun, 'Update', input) };
}

export function inputOf(noun: string, verb: 'Create' | 'Update', input: Readonly<Record<string, unknown>>) {
  const typename = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}${verb}Input!`;
  return { input: [typename, input] } as const;
}

/** Names of a new resource, or of one that is renamed. */
export const named = (displayName: string) => ({ resource: { displayName } });

export interface Seen {
  readonly id: string;
  readonly revision: number;
}

export function seenOf({ id, revision }: Seen) {
  return { id: ['ID!', id], expectedRevision: ['Revision!', revision] } as const;
}

export const DRY_RUN = { options: ['WriteOptionsInput', { dryRun: true }] } as const;

/** The payload of a change that went well; fails with what was in its way. */
export function succeeded(payload: Data): Data {
  const { userErrors, conflict } = payload;
  if (userErrors.length === 0 && conflict === null) return payload;
  throw new Error(JSON.stringify({ userErrors, conflict }));
}

/** A provider that needs no network, and a model of it. */
export async function withModel(gateway: AdminGateway, name = 'demo-1') {
  const provider = await create(gateway, 'provider', { resource: { displayName: 'Demo' }, kind: 'DEMO' });
  const targets = [{ providerId: provider.id, upstreamModel: 'demo-1' }];
  const model = await create(gateway, 'model', { resource: { displayName: name, name }, targets });
  return { provider, model };
}
