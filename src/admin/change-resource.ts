/** A change whose result is the resource that it is about. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { type ChangeOutcome, type ChangeRequest, changeConfig, type WriteOptions } from '#admin/change-config.ts';

export function changeResource<Resource extends { readonly id: string; readonly name: string }>(
  request: Omit<ChangeRequest<Resource>, 'targetOf'>,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<Resource>> {
  return changeConfig({ ...request, targetOf: (resource) => resource }, context, options);
}
