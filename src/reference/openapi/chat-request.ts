/** What may be sent to the chat doors, as `src/openai/decode-request.ts` takes it. */
import { REASONING_EFFORTS } from '#core/chat/request.ts';
import { REASONING_DETAILS, VENDOR_BLOCKS } from '#reference/openapi/answer-parts.ts';
import { flag, integer, list, number, object, otherText, type Schema, text } from '#reference/openapi/schemas.ts';

const TEXT_PART = object('A text.', { type: { const: 'text' }, text: text('The text.') }, ['type', 'text']);

const PART: Schema = {
  description: 'A piece of a content.',
  oneOf: [
    TEXT_PART,
    object(
      'An image, by address or as data. The provider fetches an address, the gateway never does.',
      {
        type: { const: 'image_url' },
        image_url: object(
          'The image.',
          {
            url: text('An http(s) address or a base64 data: URL.'),
            detail: text('How closely to look: auto, low or high.'),
          },
          ['url'],
        ),
      },
      ['type', 'image_url'],
    ),
    object(
      'A recording.',
      {
        type: { const: 'input_audio' },
        input_audio: object('The recording.', { data: text('Base64.'), format: text('Such as wav or mp3.') }, [
          'data',
          'format',
        ]),
      },
      ['type', 'input_audio'],
    ),
    object(
      'A file, as data or by the id that the provider gave it.',
      {
        type: { const: 'file' },
        file: object('The file.', {
          file_data: text('A base64 data: URL, or an http(s) address.'),
          file_id: text('Id at the provider.'),
          filename: text('Its name.'),
        }),
      },
      ['type', 'file'],
    ),
    object(
      'A part of another kind, such as video_url. It goes as it is to providers of this dialect; others refuse it.',
      { type: otherText('Its kind.', ['text', 'image_url', 'input_audio', 'file']) },
      ['type'],
    ),
  ],
};

function content(part: Schema): Schema {
  return { description: 'A text, or a list of pieces.', anyOf: [{ type: 'string' }, { type: 'array', items: part }] };
}

const NAME = text('Tells several speakers of one role apart.');

const TOOL_CALL = object(
  'A call of a tool that the model asked for.',
  {
    id: text('Names the call.'),
    type: text('Usually function; custom for a tool that takes any text.'),
    function: object('What to call.', { name: text('Name of the tool.'), arguments: text('JSON text.') }, [
      'name',
      'arguments',
    ]),
    custom: object('What to call, where the type is custom.', { name: text('Its name.'), input: text('Any text.') }, [
      'name',
      'input',
    ]),
    extra_content: { type: 'object', description: "Google's proof of the thinking before, as the answer had it." },
  },
  ['id'],
);

const MESSAGE: Schema = {
  description: 'One message of the conversation.',
  oneOf: [
    object('Instructions.', { role: { enum: ['system', 'developer'] }, content: content(TEXT_PART), name: NAME }, [
      'role',
      'content',
    ]),
    object('What the user says.', { role: { const: 'user' }, content: content(PART), name: NAME }, ['role', 'content']),
    object(
      'What the model said before.',
      {
        role: { const: 'assistant' },
        content: { anyOf: [content(PART), { type: 'null' }] },
        refusal: { type: ['string', 'null'], description: 'Its refusal.' },
        reasoning_content: { type: ['string', 'null'], description: 'Its visible thinking.' },
        reasoning_details: REASONING_DETAILS,
        tool_calls: list('Tools that it asked for.', TOOL_CALL),
        vendor_blocks: VENDOR_BLOCKS,
        name: NAME,
      },
      ['role'],
    ),
    object(
      'What a tool answered.',
      { role: { const: 'tool' }, tool_call_id: text('Id of the call it answers.'), content: content(PART) },
      ['role', 'tool_call_id', 'content'],
    ),
    object(
      'What a function answered, in the way of 2023.',
      { role: { const: 'function' }, name: text('Name of the function.'), content: content(PART) },
      ['role', 'name', 'content'],
    ),
  ],
};

const FUNCTION = object(
  'The function.',
  {
    name: text('Its name.'),
    description: text('What it does.'),
    parameters: { type: 'object', description: 'JSON Schema of its arguments.' },
    strict: flag('Whether arguments have to keep to the schema exactly.'),
  },
  ['name'],
);

const TOOL: Schema = {
  description: 'A tool that the model may call.',
  anyOf: [
    object('A function.', { type: { const: 'function' }, function: FUNCTION }, ['function']),
    object(
      'A tool of another kind. It goes as it is to providers of this dialect; others leave it out with a warning.',
      { type: otherText('Its kind.', ['function']) },
      ['type'],
    ),
  ],
};

const TOOL_CHOICE: Schema = {
  description: 'Whether tools may or must be called, or which one.',
  anyOf: [
    { enum: ['auto', 'none', 'required', 'any'] },
    object(
      'This one.',
      { type: { const: 'function' }, function: object('It.', { name: text('Its name.') }, ['name']) },
      ['function'],
    ),
    object('A choice of another kind, such as allowed_tools.', { type: otherText('Its kind.', ['function']) }, [
      'type',
    ]),
  ],
};

const RESPONSE_FORMAT: Schema = {
  description: 'The form of the answer.',
  oneOf: [
    object('Free text.', { type: { const: 'text' } }, ['type']),
    object('JSON of any form.', { type: { const: 'json_object' } }, ['type']),
    object(
      'JSON that keeps to a schema.',
      {
        type: { const: 'json_schema' },
        json_schema: object(
          'The schema.',
          {
            name: text('Its name.'),
            description: text('What it is for.'),
            schema: { type: 'object', description: 'JSON Schema.' },
            strict: flag('Whether to keep to it exactly.'),
          },
          ['name'],
        ),
      },
      ['type', 'json_schema'],
    ),
    object(
      'A form of another kind, such as a grammar. It goes as it is to providers of this dialect.',
      { type: otherText('Its kind.', ['text', 'json_object', 'json_schema']) },
      ['type'],
    ),
  ],
};

/** Null counts as absent everywhere, as it does at OpenAI; to say so at each field would hide what they are. */
export const CHAT_REQUEST: Schema = {
  ...object(
    "A chat completion request in OpenAI's form. A field that is null counts as absent. Fields that are not listed are passed on to providers of the same dialect.",
    {
      model: text('Name of the model. A named route may have a default, and then it may be absent.'),
      messages: list('The conversation.', MESSAGE, { minItems: 1 }),
      stream: flag('Whether the answer comes in pieces, as server-sent events.'),
      stream_options: object('Of a streamed answer.', {
        include_usage: flag('Whether its last chunk carries the usage.'),
      }),
      max_completion_tokens: integer('Longest answer, in tokens.', 1),
      max_tokens: integer('The older name of max_completion_tokens.', 1),
      temperature: number('How freely words are chosen.', 0, 2),
      top_p: number('Share of likely words to choose from.', 0, 1),
      top_k: integer('How many likely words to choose from.'),
      presence_penalty: number('Against words that were used at all.', -2, 2),
      frequency_penalty: number('Against words by how often they were used.', -2, 2),
      seed: integer('The same seed makes the same answer likelier.'),
      stop: {
        description: 'Where the answer ends.',
        anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
      },
      n: integer('How many answers.', 1, 128),
      tools: list('Tools that the model may call.', TOOL),
      tool_choice: TOOL_CHOICE,
      parallel_tool_calls: flag('Whether one answer may call several tools.'),
      response_format: RESPONSE_FORMAT,
      functions: list('The way of 2023 to name tools; the answer then comes in its form too.', FUNCTION),
      reasoning_effort: text(`How long to think: ${REASONING_EFFORTS.join(', ')}, or a word of the vendor's own.`),
      reasoning: object('How to think, in the form of OpenRouter.', {
        effort: text('How long.'),
        max_tokens: integer('The most tokens to spend on it.', 0),
        exclude: flag('Whether to keep it out of the answer.'),
      }),
      thinking: object('How to think, in the form of Anthropic.', {
        type: text('Such as enabled or disabled.'),
        budget_tokens: integer('The most tokens to spend on it.', 0),
      }),
      provider_options: {
        type: 'object',
        description: 'Parameters for one vendor alone, by the id of its kind of provider.',
        additionalProperties: { type: 'object' },
      },
      metadata: { type: 'object', description: 'Labels of the call.', additionalProperties: { type: 'string' } },
      user: text("The caller's own name for the person behind the call."),
    },
    ['messages'],
  ),
  additionalProperties: true,
};
