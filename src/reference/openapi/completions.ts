/** What goes into `POST /v1/completions` and comes out, as `src/openai/completions` takes and writes it. */
import { flag, integer, list, nullable, number, object, oneOf, type Schema, text } from '#reference/openapi/schemas.ts';

const LOGPROBS = object('Probabilities, a list for each thing said of the pieces.', {
  tokens: list('The pieces.', { type: 'string' }),
  token_logprobs: list('How likely each was.', { type: ['number', 'null'] }),
  top_logprobs: list('What else was likely.', { type: ['object', 'null'] }),
  text_offset: list('Where each begins.', { type: 'integer' }),
});

export const COMPLETION_REQUEST = object(
  'A text to go on from, asked of a model that chats as one message. The other fields are those of chat completions.',
  {
    model: text('Name of the model.', { minLength: 1 }),
    prompt: {
      description: 'One text, also as a list of one.',
      anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 1 }],
    },
    stream: nullable(flag('Whether the answer comes in pieces.')),
    n: nullable(integer('How many answers.', 1, 128)),
    max_tokens: nullable(integer('The most that the answer may cost.', 1)),
    temperature: nullable(number('Higher is less predictable.', 0, 2)),
    logprobs: nullable(integer('How many other likely pieces to tell of each.', 0, 20)),
    echo: nullable({ const: false, description: 'Refused: a chat model does not repeat its prompt.' }),
    suffix: nullable({ const: '', description: 'Refused: a chat model cannot fill in.' }),
  },
  ['prompt'],
);

const IDENTITY = {
  id: text('Id of the call, the same at every door.'),
  object: { const: 'text_completion' },
  created: integer('Seconds since 1970.', 0),
  model: text('Name of the model at the gateway.'),
} satisfies Record<string, Schema>;

const USAGE = object('Tokens, as the provider counted them.', {
  prompt_tokens: integer('Of the prompt.', 0),
  completion_tokens: integer('Of the answer.', 0),
  total_tokens: integer('Of both.', 0),
});

export const TEXT_COMPLETION = object(
  'An answer, or a piece of it in a stream.',
  {
    ...IDENTITY,
    choices: list(
      'The answers; empty in the chunk with the usage.',
      object(
        'One answer.',
        {
          text: text('The text.'),
          index: integer('From 0.', 0),
          logprobs: nullable(LOGPROBS),
          finish_reason: nullable(oneOf('Why it ended.', ['stop', 'length', 'content_filter', 'tool_calls'])),
          reasoning_content: text('Visible thinking.'),
        },
        ['text', 'index', 'logprobs', 'finish_reason'],
      ),
    ),
    usage: nullable(USAGE),
  },
  ['id', 'object', 'created', 'model', 'choices'],
);
