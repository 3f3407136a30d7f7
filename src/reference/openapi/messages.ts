/** What goes into `POST /v1/messages` and comes out, as `src/anthropic` takes and writes it. */
import { flag, integer, list, nullable, number, object, oneOf, type Schema, text } from '#reference/openapi/schemas.ts';

const BLOCK = object(
  'One block: text, image, document, thinking, tool_use, tool_result, or what only Anthropic has.',
  {
    type: text('Its kind.'),
  },
  ['type'],
);

const BLOCKS: Schema = {
  description: 'A text, or blocks. Send those of earlier answers back as they came.',
  anyOf: [{ type: 'string' }, list('Blocks.', BLOCK)],
};

const PROMPT: Readonly<Record<string, Schema>> = {
  model: text('Name of the model.', { minLength: 1 }),
  messages: list(
    'The conversation.',
    object('One turn.', { role: oneOf('Who speaks.', ['user', 'assistant', 'system']), content: BLOCKS }, [
      'role',
      'content',
    ]),
    { minItems: 1 },
  ),
  system: { description: 'What comes before all messages.', anyOf: [{ type: 'string' }, list('Texts.', BLOCK)] },
  tools: nullable(
    list('Tools of the caller, and tools that Anthropic runs itself.', object('A tool.', { name: text('Its name.') })),
  ),
  tool_choice: nullable(
    object(
      'Which tool may or must be called.',
      {
        type: oneOf('For all, or for one.', ['auto', 'any', 'tool', 'none']),
        name: text('Of the one.'),
        disable_parallel_tool_use: flag('Whether no more than one may be called at once.'),
      },
      ['type'],
    ),
  ),
  thinking: nullable(
    object('How much thinking is wanted.', {
      type: text('enabled, disabled or adaptive.'),
      budget_tokens: integer('The most that may be spent on it.', 1),
    }),
  ),
  output_config: nullable(
    object('The effort, and the form of the text.', {
      effort: text('Such as low.'),
      format: nullable(object('A JSON Schema.', { type: text('json_schema.'), schema: { type: 'object' } }, ['type'])),
    }),
  ),
};

export const MESSAGE_REQUEST = object(
  'What to answer. Fields that are not named here reach Anthropic alone, as does the header anthropic-beta.',
  {
    ...PROMPT,
    max_tokens: nullable(integer('The most that the answer may cost. May be left out here.', 1)),
    stream: nullable(flag('Whether the answer comes in pieces.')),
    temperature: nullable(number('Higher is less predictable.', 0, 2)),
    top_p: nullable(number('The share of likely pieces to choose from.', 0, 1)),
    top_k: nullable(integer('How many likely pieces to choose from.', 0)),
    stop_sequences: nullable(list('Texts that end the answer.', { type: 'string' })),
    metadata: nullable(object('Who asks.', { user_id: nullable(text('End user of your application.')) })),
  },
  ['model', 'messages'],
);

export const TOKEN_COUNT_REQUEST = object('What to count.', PROMPT, ['model', 'messages']);

export const TOKEN_COUNT = object(
  'An estimate of the gateway: no provider is asked. Images and files count for nothing.',
  { input_tokens: integer('Of the prompt and its tools.', 0) },
  ['input_tokens'],
);

const USAGE = object(
  'Tokens, as the provider counted them.',
  {
    input_tokens: integer('Of the prompt, without those of the cache.', 0),
    cache_creation_input_tokens: integer('Written to a cache of the provider.', 0),
    cache_read_input_tokens: integer('Read from it.', 0),
    output_tokens: integer('Of the answer.', 0),
  },
  ['input_tokens', 'output_tokens'],
);

export const MESSAGE = object(
  'An answer.',
  {
    id: text('Id of the call, the same at every door.'),
    type: { const: 'message' },
    role: { const: 'assistant' },
    model: text('Name of the model at the gateway.'),
    content: list('Blocks. Send them back as they came.', BLOCK),
    stop_reason: nullable(text('end_turn, max_tokens, stop_sequence, tool_use, pause_turn, refusal …')),
    stop_sequence: nullable(text('The text that ended the answer.')),
    usage: USAGE,
  },
  ['id', 'type', 'role', 'model', 'content', 'stop_reason', 'stop_sequence', 'usage'],
);

export const MESSAGE_EVENT = object(
  'One step of a streamed answer. The last is message_stop, or error.',
  {
    type: oneOf('Its kind.', [
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
      'error',
    ]),
    index: integer('Which block.', 0),
  },
  ['type'],
);

export const ANTHROPIC_ERROR = object(
  'An error in the words of this wire.',
  {
    type: { const: 'error' },
    error: object('It.', { type: text('Such as invalid_request_error.'), message: text('What is wrong.') }, [
      'type',
      'message',
    ]),
    request_id: text('Id of the call.'),
  },
  ['type', 'error', 'request_id'],
);
