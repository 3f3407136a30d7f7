/** A secret on its way in. There is no type for one on its way out. */
import { builder } from '#graphql/builder.ts';

export const SecretInput = builder.inputType('SecretInput', {
  description: 'A secret; set exactly one field. It can be written and replaced, never read.',
  isOneOf: true,
  fields: (t) => ({ value: t.string({ description: 'The secret itself; stored encrypted.' }) }),
});

export function secretOf({ value }: typeof SecretInput.$inferInput): string {
  return value ?? '';
}
