/** Input types that every configuration mutation shares. */
import type { WriteOptions } from '#admin/change-config.ts';
import { builder } from '#graphql/builder.ts';
import { TagInput } from '#graphql/chat/chat-input.ts';

export const NewResourceInput = builder.inputType('NewResourceInput', {
  description: 'Common fields when creating a resource.',
  fields: (t) => ({
    name: t.string({ description: 'Short name: small letters, digits, hyphens. Made from displayName when omitted.' }),
    displayName: t.string({ required: true, description: 'Name for people.' }),
    description: t.string({ description: 'Free text.' }),
    labels: t.field({ type: [TagInput], description: 'Labels.' }),
  }),
});

export const ResourcePatchInput = builder.inputType('ResourcePatchInput', {
  description: 'Common fields when changing a resource: omitted fields stay, null clears.',
  fields: (t) => ({
    name: t.string({ description: 'New short name.' }),
    displayName: t.string({ description: 'New name for people.' }),
    description: t.string({ description: 'New free text.' }),
    labels: t.field({ type: [TagInput], description: 'All labels.' }),
  }),
});

const WriteOptionsInput = builder.inputType('WriteOptionsInput', {
  description: 'Options of a configuration mutation.',
  fields: (t) => ({
    dryRun: t.boolean({ defaultValue: false, description: 'Validate and show the change without writing it.' }),
    comment: t.string({ description: 'Note for the history.' }),
  }),
});

/** For `args` of every configuration mutation. */
export const WRITE_ARGUMENTS = builder.args((t) => ({
  options: t.field({ type: WriteOptionsInput, description: 'Dry run and note.' }),
}));

/** For mutations of something that exists. */
export const CHANGE_ARGUMENTS = builder.args((t) => ({
  id: t.id({ required: true, description: 'Which one.' }),
  expectedRevision: t.field({
    type: 'Revision',
    required: true,
    description: 'Revision you saw; another one is a conflict.',
  }),
  options: t.field({ type: WriteOptionsInput, description: 'Dry run and note.' }),
}));

type WriteOptionsShape = typeof WriteOptionsInput.$inferInput;

export function writeOptions(given: WriteOptionsShape | null | undefined): WriteOptions {
  return { dryRun: given?.dryRun ?? false, comment: given?.comment ?? null };
}
