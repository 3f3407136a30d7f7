/** What comes back from the HTTP doors, as the encoders of `src/openai` and `src/http` write it. */
import { ERROR_CODES } from '#core/error/codes.ts';
import { REASONING_DETAILS, VENDOR_BLOCKS } from '#reference/openapi/answer-parts.ts';
import { integer, list, nullable, object, oneOf, type Schema, text } from '#reference/openapi/schemas.ts';

const USAGE = object(
  'Tokens, as the provider counted them; absent where nobody did.',
  {
    prompt_tokens: integer('Of the prompt.', 0),
    completion_tokens: integer('Of the answer.', 0),
    total_tokens: integer('Of both.', 0),
    prompt_tokens_details: object('Of the prompt, in detail.', {
      cached_tokens: integer('Read from a cache of the provider.', 0),
      cache_write_tokens: integer('Written to a cache of the provider.', 0),
    }),
    completion_tokens_details: object('Of the answer, in detail.', {
      reasoning_tokens: integer('Spent on thinking.', 0),
    }),
  },
  ['prompt_tokens', 'completion_tokens', 'total_tokens'],
);

const FINISH_REASON = oneOf('Why the answer ended.', [
  'stop',
  'length',
  'tool_calls',
  'content_filter',
  'function_call',
]);

const FUNCTION_CALL = object('The call in the way of 2023, where the caller spoke of functions.', {
  name: text('Its name.'),
  arguments: text('JSON text, as the model wrote it.'),
});

const TOOL_CALL = object(
  'A tool that the model asks for.',
  {
    id: text('Names the call.'),
    type: text('Usually function; custom for a tool that takes any text.'),
    function: object(
      'What to call.',
      { name: text('Its name.'), arguments: text('JSON text, as the model wrote it.') },
      ['name', 'arguments'],
    ),
  },
  ['id', 'type'],
);

const IDENTITY = {
  id: text('Id of the call, the same at every door.'),
  created: integer('Seconds since 1970.', 0),
  model: text('Name of the model at the gateway.'),
};

export const CHAT_COMPLETION = object(
  'A whole answer.',
  {
    ...IDENTITY,
    object: { const: 'chat.completion' },
    choices: list(
      'The answers.',
      object(
        'One answer.',
        {
          index: integer('From 0.', 0),
          message: object(
            'The message.',
            {
              role: { const: 'assistant' },
              content: nullable(text('The text.')),
              refusal: nullable(text('The refusal of the model.')),
              reasoning_content: text('Visible thinking.'),
              reasoning_details: REASONING_DETAILS,
              vendor_blocks: VENDOR_BLOCKS,
              function_call: FUNCTION_CALL,
              tool_calls: list('Tools that the model asks for.', TOOL_CALL),
            },
            ['role', 'content', 'refusal'],
          ),
          logprobs: { description: 'As the provider gave them.' },
          finish_reason: FINISH_REASON,
        },
        ['index', 'message', 'finish_reason'],
      ),
    ),
    usage: USAGE,
  },
  ['id', 'object', 'created', 'model', 'choices'],
);

const TOOL_CALL_DELTA = object(
  'A piece of a call of a tool. Its first one has the id and the name.',
  {
    index: integer('Which call.', 0),
    id: text('Names the call.'),
    type: text('Usually function; custom for a tool that takes any text.'),
    function: object('The piece.', { name: text('Its name.'), arguments: text('More of the JSON text.') }),
  },
  ['index'],
);

export const CHAT_CHUNK = object(
  'A piece of a streamed answer.',
  {
    ...IDENTITY,
    object: { const: 'chat.completion.chunk' },
    choices: list(
      'What is new; empty in the chunk with the usage.',
      object(
        'What is new of one answer.',
        {
          index: integer('From 0.', 0),
          delta: object('The piece.', {
            role: { const: 'assistant' },
            content: text('More text.'),
            refusal: text('More of a refusal.'),
            reasoning_content: text('More visible thinking.'),
            reasoning_details: REASONING_DETAILS,
            vendor_blocks: VENDOR_BLOCKS,
            function_call: FUNCTION_CALL,
            tool_calls: list('Pieces of calls.', TOOL_CALL_DELTA),
          }),
          logprobs: { description: 'As the provider gave them.' },
          finish_reason: nullable(FINISH_REASON),
        },
        ['index', 'delta', 'finish_reason'],
      ),
    ),
    usage: nullable(USAGE),
  },
  ['id', 'object', 'created', 'model', 'choices'],
);

export const OPENAI_ERROR = object(
  "An error in OpenAI's form.",
  {
    error: object(
      'The error.',
      {
        message: text('What is wrong.'),
        type: text('Its kind.'),
        param: nullable(text('The first field that is wrong.')),
        code: nullable(text("OpenAI's name for it.")),
      },
      ['message', 'type', 'param', 'code'],
    ),
  },
  ['error'],
);

export const GATEWAY_ERROR = object(
  'An error at a door that speaks no dialect of a vendor.',
  {
    error: object(
      'The error.',
      {
        code: oneOf('Its name in the error table.', ERROR_CODES),
        message: text('What is wrong.'),
        callId: text('Id of the call, where there was one.'),
      },
      ['code', 'message'],
    ),
  },
  ['error'],
);

const MODEL_FIELDS = {
  id: text('Its name.'),
  object: { const: 'model' },
  created: integer('Seconds since 1970: when the configuration in force was built.', 0),
  owned_by: { const: 'gatehouse' },
} satisfies Record<string, Schema>;

export const MODEL = object('A model that the key may use.', MODEL_FIELDS, ['id', 'object', 'created', 'owned_by']);

export const MODEL_LIST = object('Models, by name.', { object: { const: 'list' }, data: list('They.', MODEL) }, [
  'object',
  'data',
]);

export const HEALTH = object('The process runs.', { status: { const: 'ok' } }, ['status']);

export const READINESS = object(
  'Whether calls should come here.',
  {
    status: oneOf('Anything but ready comes with 503.', ['ready', 'starting', 'draining']),
    revision: integer('Revision of the configuration in force.', 0),
    degraded: list('What does not work, while calls go on.', { type: 'string' }),
  },
  ['status'],
);
