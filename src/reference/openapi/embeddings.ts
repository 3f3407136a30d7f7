/** What goes into `POST /v1/embeddings` and comes out, as `src/openai/decode-embedding.ts` takes and `encode-embeddings.ts` writes it. */
import { MOST_INPUTS } from '#core/embedding.ts';
import { integer, list, object, oneOf, type Schema, text } from '#reference/openapi/schemas.ts';

const TOKENS = list('The tokens of a text.', { type: 'integer', minimum: 0 }, { minItems: 1 });

const INPUT: Schema = {
  description: `A text, the tokens of one, or up to ${MOST_INPUTS} of either. A guardrail of the chain refuses tokens, since it cannot read them.`,
  anyOf: [
    { type: 'string' },
    TOKENS,
    { type: 'array', minItems: 1, maxItems: MOST_INPUTS, items: { anyOf: [{ type: 'string' }, TOKENS] } },
  ],
};

export const EMBEDDING_REQUEST = object(
  'Texts to embed. Fields that are not named here go on to providers of this dialect, and others warn.',
  {
    model: text('Name of the model.'),
    input: INPUT,
    encoding_format: oneOf('How vectors are written: numbers, or base64 of little-endian float32.', [
      'float',
      'base64',
    ]),
    dimensions: integer('Length of the vectors, where supported.', 1),
    user: text('End user of your application.'),
    input_type: oneOf('What the vectors are for; some models make others for queries than for documents.', [
      'query',
      'document',
      'classification',
      'clustering',
      'similarity',
      'search_query',
      'search_document',
      'passage',
    ]),
    provider_options: {
      type: 'object',
      description: 'Parameters for one vendor alone, by the id of its adapter.',
      additionalProperties: { type: 'object' },
    },
  },
  ['input'],
);

const EMBEDDING = object(
  'One vector.',
  {
    object: { const: 'embedding' },
    index: integer('Position of the text.', 0),
    embedding: {
      description: 'As encoding_format says.',
      anyOf: [{ type: 'array', items: { type: 'number' } }, { type: 'string' }],
    },
  },
  ['object', 'index', 'embedding'],
);

export const EMBEDDING_LIST = object(
  'One vector a text, in order.',
  {
    object: { const: 'list' },
    data: list('They.', EMBEDDING),
    model: text('Name of the model, as it was asked for.'),
    usage: object('Tokens.', { prompt_tokens: integer('Of the texts.', 0), total_tokens: integer('The same.', 0) }, [
      'prompt_tokens',
      'total_tokens',
    ]),
  },
  ['object', 'data', 'model', 'usage'],
);
