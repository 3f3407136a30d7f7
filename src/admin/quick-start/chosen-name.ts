/** A name as it was given; where none was, a free one is made from what the thing is called. */
import type { NewResource } from '#admin/resource.ts';

export function chosenName(given: string | null | undefined, made: string): NewResource {
  return given == null ? { displayName: made } : { name: given, displayName: given };
}
