/** What goes into `POST /v1/responses` and comes out, as `src/openai/responses` takes and writes it. */
import { flag, integer, list, nullable, number, object, oneOf, type Schema, text } from '#reference/openapi/schemas.ts';

const ITEM = object('One item: a message, thinking, a call, what a tool returned, or what only one vendor has.', {
  type: text(
    'message, reasoning, function_call, function_call_output, custom_tool_call … May be left out beside a role.',
  ),
  role: oneOf('Who speaks, in a message.', ['user', 'assistant', 'system', 'developer']),
});

const FORMAT = object('The form of the text.', { type: text('text, json_object or json_schema.') }, ['type']);

const NOT_KEPT = 'Refused: nothing is kept from call to call.';
const not = (description: string): Schema => ({ description, type: 'null' });

export const RESPONSE_REQUEST = object(
  'What to answer. Fields that are not named here go on to providers of this dialect, and others warn.',
  {
    model: text('Name of the model.', { minLength: 1 }),
    input: {
      description: 'A text, or the items of the conversation with those of earlier answers as they came.',
      anyOf: [{ type: 'string' }, list('Items.', ITEM)],
    },
    instructions: nullable(text('What comes before all items.')),
    stream: nullable(flag('Whether the answer comes in pieces.')),
    store: nullable(flag('Passed over: nothing is kept, and every answer says so.')),
    previous_response_id: not(NOT_KEPT),
    conversation: not(NOT_KEPT),
    prompt: not('Refused: a prompt kept at a vendor has passed no guard.'),
    background: nullable({ const: false, description: NOT_KEPT }),
    tools: nullable(
      list('Functions, and tools that a vendor runs itself.', object('A tool.', { type: text('Its kind.') }, ['type'])),
    ),
    tool_choice: {
      description: 'Which tool may or must be called.',
      anyOf: [
        oneOf('For all.', ['auto', 'none', 'required']),
        object('For one or some.', { type: text('Its kind.') }, ['type']),
      ],
    },
    parallel_tool_calls: nullable(flag('Whether several may be called at once.')),
    text: nullable(object('The form of the text.', { format: FORMAT, verbosity: text('Such as low.') })),
    reasoning: nullable(
      object('How much thinking is wanted.', {
        effort: nullable(text('Such as low.')),
        summary: nullable(text('auto, concise or detailed.')),
      }),
    ),
    max_output_tokens: nullable(integer('The most that the answer may cost.', 1)),
    temperature: nullable(number('Higher is less predictable.', 0, 2)),
    top_p: nullable(number('The share of likely pieces to choose from.', 0, 1)),
    include: nullable(list('What vendors leave out unless they are told.', { type: 'string' })),
    metadata: nullable({ type: 'object', description: 'Labels.', additionalProperties: { type: 'string' } }),
    user: nullable(text('End user of your application.')),
    provider_options: {
      type: 'object',
      description: 'Parameters for one vendor alone, by the id of its adapter.',
      additionalProperties: { type: 'object' },
    },
  },
);

const USAGE = object(
  'Tokens, as the provider counted them.',
  {
    input_tokens: integer('Of the input.', 0),
    input_tokens_details: object('In detail.', { cached_tokens: integer('Read from a cache of the provider.', 0) }),
    output_tokens: integer('Of the answer.', 0),
    output_tokens_details: object('In detail.', { reasoning_tokens: integer('Spent on thinking.', 0) }),
    total_tokens: integer('Of both.', 0),
  },
  ['input_tokens', 'output_tokens', 'total_tokens'],
);

const INCOMPLETE = object(
  'Why it is not whole.',
  { reason: oneOf('Its reason.', ['max_output_tokens', 'content_filter']) },
  ['reason'],
);

export const RESPONSE = object(
  'An answer. It repeats the settings of its request.',
  {
    id: text('Id of the call, the same at every door.'),
    object: { const: 'response' },
    created_at: integer('Seconds since 1970.', 0),
    status: oneOf('How far it is.', ['in_progress', 'completed', 'incomplete']),
    error: { type: 'null' },
    incomplete_details: nullable(INCOMPLETE),
    model: text('Name of the model at the gateway.'),
    output: list('Items. Send them back as they came.', {
      ...object('An item.', { type: text('Its kind.'), id: text('Its id.') }, ['type']),
    }),
    store: { const: false },
    usage: nullable(USAGE),
  },
  ['id', 'object', 'created_at', 'status', 'error', 'incomplete_details', 'model', 'output', 'store', 'usage'],
);

export const RESPONSE_EVENT = object(
  'One step of a streamed answer. The last is response.completed, response.incomplete or error.',
  {
    type: text('Such as response.output_text.delta.'),
    sequence_number: integer('From 0, without gaps.', 0),
    output_index: integer('Which item.', 0),
    item_id: text('Its id.'),
  },
  ['type', 'sequence_number'],
);
