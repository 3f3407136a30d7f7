/** Writes the form of the answer's text. */
import type { ChatRequest, ResponseFormat } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { isEmpty, objectOf } from '#providers/wire/json-readers.ts';

/** `verbosity` is a parameter of its own in chat completions. */
export function encodeText({ responseFormat, extra }: ChatRequest): JsonObject {
  const { verbosity } = extra;
  const format = encodeFormat(responseFormat);
  const text = {
    ...objectOf(extra.text),
    ...(verbosity !== undefined && { verbosity }),
    ...(format && { format }),
  };
  return isEmpty(text) ? {} : { text };
}

function encodeFormat(format: ResponseFormat): JsonObject | undefined {
  switch (format.type) {
    case 'text':
      return undefined;
    case 'json':
      return { type: 'json_object' };
    case 'json-schema': {
      const { name, description, schema, strict } = format;
      return {
        type: 'json_schema',
        name,
        ...(description !== undefined && { description }),
        schema,
        ...(strict !== undefined && { strict }),
      };
    }
    default:
      return format satisfies never;
  }
}
