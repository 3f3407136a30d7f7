/** From the context of an operation to that of a verb. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import type { ConfigReaders, Store } from '#store/store.ts';

/** Fields of the admin surface ask for an administrator before they run; this makes sure that one did. */
export function adminOf({ admin, deps, requestId, address }: GraphqlContext): AdminContext {
  if (!admin) throw new GatewayError('FORBIDDEN', { missing: 'admin' });
  return { session: admin, requestId, address, deps: deps.admin };
}

export function storeOf({ deps }: GraphqlContext): Store {
  return deps.admin.store;
}

export function readersOf(context: GraphqlContext): ConfigReaders {
  return storeOf(context).read;
}

/** For `load` of types that are loaded by id: the rows in the order of the ids, with an error where there is none. */
export function inOrder<Row>(ids: readonly string[], found: ReadonlyMap<string, Row>): (Row | Error)[] {
  return ids.map(
    (id) => found.get(id) ?? new GatewayError('NOT_FOUND', { message: `There is nothing with the id "${id}".` }),
  );
}
