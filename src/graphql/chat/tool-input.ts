/** Input types of the functions that a model may call. */
import { builder, PUBLIC } from '#graphql/builder.ts';
import { besidesFields } from '#graphql/chat/extensible-input.ts';
import { enumOf } from '#graphql/enum.ts';

export const ToolInput = builder.inputType('ToolInput', {
  description: 'A function the model may call.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    name: t.string({ required: true, description: 'Function name.' }),
    description: t.string({ description: 'What it does.' }),
    parameters: t.field({ type: 'JSON', required: true, description: 'JSON Schema of the arguments, an object.' }),
    strict: t.boolean({ description: 'Ask the provider to follow the schema strictly.' }),
    ...besidesFields(t),
  }),
});

const ToolChoiceMode = enumOf('ToolChoiceMode', {
  description: 'Whether the model may call tools.',
  subGraphs: PUBLIC,
  members: { auto: 'The model decides.', none: 'No tools.', required: 'At least one tool.' },
});

export const ToolChoiceInput = builder.inputType('ToolChoiceInput', {
  description: 'How tools may be used; set exactly one field.',
  subGraphs: PUBLIC,
  isOneOf: true,
  fields: (t) => ({
    mode: t.field({ type: ToolChoiceMode, description: 'AUTO, NONE or REQUIRED.' }),
    function: t.string({ description: 'Only this function.' }),
  }),
});
