/** Whose chains a call passes. */
import type { CallPlace } from '#core/snapshot.ts';
import type { Arrival } from '#pipeline/call.ts';

export function placeOfCall({ caller, route }: Pick<Arrival, 'caller' | 'route'>, modelId?: string): CallPlace {
  return {
    ...(route && { routeId: route.id }),
    ...(modelId !== undefined && { modelId }),
    ...(caller.type === 'key' && {
      groupIds: caller.consumer.groupIds,
      consumerId: caller.consumer.id,
      keyId: caller.key.id,
    }),
  };
}
