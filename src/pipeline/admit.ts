/** Decides whether this caller may come in by this door, and which model the call is for. */
import type { Caller } from '#core/caller.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Model, Route, Snapshot } from '#core/snapshot.ts';
import type { Arrival, ChatCall } from '#pipeline/call.ts';

/** A model that the caller may not use looks the same as one that does not exist. */
export function admit(call: ChatCall): Model {
  assertAccess(call);
  const model = namedModel(call);
  if (!mayUse(call, model)) throw modelNotFound(call.model ?? model.name);
  return model;
}

/** The models that a caller may name when it comes in by this route. */
export function usableModels(snapshot: Snapshot, caller: Caller, route: Route | null): Model[] {
  const all = new Set(snapshot.models.values());
  return [...all].filter((model) => mayUse({ caller, route }, model));
}

function assertAccess({ caller, route }: Arrival): void {
  if (caller.type === 'anonymous') {
    if (route?.access !== 'anonymous') throw new GatewayError('UNAUTHENTICATED');
    return;
  }
  const { allowedRoutes } = caller.key;
  if (route && allowedRoutes !== 'all' && !allowedRoutes.has(route.id)) {
    throw new GatewayError('FORBIDDEN', {
      message: `This key may not use the route ${route.name}.`,
      missing: `route:${route.name}`,
    });
  }
}

function namedModel({ model, route, snapshot }: ChatCall): Model {
  if (model === undefined) {
    if (route?.defaultModel) return route.defaultModel;
    const reason = route ? `The route ${route.name} has no default model` : 'Only a route can have a default model';
    const message = `model: ${reason}, so name one.`;
    throw new GatewayError('INVALID_REQUEST', { message, issues: [{ path: ['model'], message, code: 'required' }] });
  }
  const named = snapshot.models.get(model);
  if (!named) throw modelNotFound(model);
  return named;
}

function mayUse({ caller, route }: Pick<Arrival, 'caller' | 'route'>, { id }: Model): boolean {
  const byRoute = !route || route.allowedModels === 'all' || route.allowedModels.has(id);
  if (caller.type === 'anonymous') return byRoute;
  const { allowedModels } = caller.key;
  return byRoute && (allowedModels === 'all' || allowedModels.has(id));
}

function modelNotFound(name: string): GatewayError {
  const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
  return new GatewayError('MODEL_NOT_FOUND', {
    message: `The model "${shown}" does not exist, or this key has no access to it.`,
  });
}
