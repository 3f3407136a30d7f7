/**
 * This door keeps nothing: what a caller would have to find again later is refused by name. `store` asks for nothing that
 * could be missed, so it is passed over, and every answer says `store: false`.
 */
import type { FieldReader } from '#http/field-reader.ts';

const STATEFUL: Readonly<Record<string, string>> = {
  previous_response_id: 'No response is kept here. Send the items of the earlier turns in input.',
  conversation: 'No conversation is kept here. Send the items of the earlier turns in input.',
  prompt: 'A prompt kept at a provider has passed no guard. Send its text in instructions or input.',
};

export function refuseState(reader: FieldReader): void {
  for (const [name, message] of Object.entries(STATEFUL))
    if (reader.has(name)) reader.report(name, message, 'not_supported');
  if (reader.boolean('background') === true)
    reader.report('background', 'No response is kept here to be fetched later. Wait for the answer.', 'not_supported');
  reader.boolean('store');
}
