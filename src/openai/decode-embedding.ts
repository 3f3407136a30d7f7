/** The body of an embedding request in our own words. See https://platform.openai.com/docs/api-reference/embeddings/create. */
import { type EmbeddingInput, type EmbeddingPurpose, type EmbeddingRequest, MOST_INPUTS } from '#core/embedding.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json } from '#core/json.ts';
import { FieldReader, type Issues } from '#http/field-reader.ts';
import { decodeProviderOptions } from '#openai/decode-provider-options.ts';

export interface DecodedEmbedding {
  /** The name the caller asked for, where it named one. */
  readonly model?: string;
  /** How the answer carries vectors. */
  readonly format: 'float' | 'base64';
  readonly request: EmbeddingRequest;
}

/** @throws GatewayError INVALID_REQUEST with every problem of the body */
export function decodeEmbedding(body: unknown): DecodedEmbedding {
  if (!isJsonObject(body))
    throw invalidRequest([{ path: [], message: 'Must be a JSON object.', code: 'invalid_type' }]);
  const issues: Issues = [];
  const decoded = decodeFields(new FieldReader(body, [], issues));
  if (issues.length > 0) throw invalidRequest(issues);
  return decoded;
}

function decodeFields(reader: FieldReader): DecodedEmbedding {
  const model = reader.string('model');
  if (model === '') reader.report('model', 'Must not be empty.', 'invalid_value');
  const dimensions = reader.number('dimensions', { whole: true, atLeast: 1 });
  const purpose = decodePurpose(reader);
  const endUser = reader.string('user');
  const providerOptions = decodeProviderOptions(reader);
  return {
    ...(model !== undefined && { model }),
    format: reader.oneOf('encoding_format', ['float', 'base64']) ?? 'float',
    request: {
      inputs: decodeInputs(reader),
      ...(dimensions !== undefined && { dimensions }),
      ...(purpose !== undefined && { purpose }),
      ...(endUser !== undefined && { endUser }),
      extra: reader.others(KNOWN_FIELDS).extra ?? {},
      ...(providerOptions && { providerOptions }),
    },
  };
}

/** A text, the tokens of one, or a list of either. */
function decodeInputs(reader: FieldReader): readonly EmbeddingInput[] {
  const { input } = reader.value;
  if (input == null) {
    reader.report('input', 'Is required.', 'required');
    return [];
  }
  if (typeof input === 'string' || isTokens(input)) return [input];
  if (!Array.isArray(input)) {
    reader.report('input', 'Must be a text, a list of texts, or tokens.', 'invalid_type');
    return [];
  }
  if (input.length === 0) reader.report('input', 'Needs at least one text.', 'required');
  if (input.length > MOST_INPUTS) {
    reader.report('input', `At most ${MOST_INPUTS} are allowed.`, 'out_of_range');
    return [];
  }
  return (input as readonly Json[]).flatMap((entry, index): EmbeddingInput[] => {
    if (typeof entry === 'string' || isTokens(entry)) return [entry];
    reader.report(['input', String(index)], 'Must be a text, or a list of tokens.', 'invalid_type');
    return [];
  });
}

function isTokens(value: Json): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((token) => Number.isSafeInteger(token) && token >= 0);
}

/** OpenAI has no word for it. This is the one of Cohere, Voyage and NVIDIA, with the values that any of them knows. */
function decodePurpose(reader: FieldReader): EmbeddingPurpose | undefined {
  const named = reader.oneOf('input_type', Object.keys(PURPOSES) as (keyof typeof PURPOSES)[]);
  return named && PURPOSES[named];
}

const PURPOSES = {
  query: 'query',
  document: 'document',
  classification: 'classification',
  clustering: 'clustering',
  similarity: 'similarity',
  search_query: 'query',
  search_document: 'document',
  passage: 'document',
} as const satisfies Readonly<Record<string, EmbeddingPurpose>>;

/** Fields that have a word of their own in our language, or that only the door understands. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  'dimensions',
  'encoding_format',
  'input',
  'input_type',
  'model',
  'provider_options',
  'user',
]);
