/** The prompt of a text completion: one text, also as a list of one. */
import type { FieldReader } from '#http/field-reader.ts';

export function decodePrompt(reader: FieldReader): string {
  const { prompt } = reader.value;
  if (typeof prompt === 'string') return prompt;
  if (prompt == null) reader.report('prompt', 'Is required.', 'required');
  else if (!Array.isArray(prompt)) reader.report('prompt', 'Must be a string.', 'invalid_type');
  else return decodeList(prompt, reader);
  return '';
}

function decodeList(prompts: readonly unknown[], reader: FieldReader): string {
  const [first] = prompts;
  if (prompts.length === 1 && typeof first === 'string') return first;
  if (prompts.some((prompt) => typeof prompt !== 'string') && prompts.length > 0)
    reader.report('prompt', 'Tokens mean something else in each model. Send the text.', 'not_supported');
  else reader.report('prompt', 'Takes one text a call. Send a call for each.', 'not_supported');
  return '';
}
