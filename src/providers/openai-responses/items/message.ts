/** What the model says to the reader: texts and refusals, part by part. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { ItemReader, Telling } from '#providers/openai-responses/items/item.ts';
import { isEmpty, listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

/** One part of the content as far as it has come. */
interface Part {
  refusal: boolean;
  said: string;
  annotations: readonly Json[];
  logprobs: readonly Json[];
}

export function createMessage(): ItemReader {
  const parts = new Map<number, Part>();
  let phase = '';

  const partOf = (index: number, refusal: boolean): Part => {
    const part = parts.get(index) ?? { refusal, said: '', annotations: [], logprobs: [] };
    parts.set(index, part);
    return part;
  };

  const say = (part: Part, text: string, logprobs: readonly Json[] = []): Telling[] => {
    if (text === '') return [];
    part.said += text;
    return [() => eventOf(part.refusal, text, logprobs)];
  };

  /** What of the whole part has not been said yet. */
  const complete = (part: Part, whole: string): Telling[] =>
    whole.startsWith(part.said) ? say(part, whole.slice(part.said.length)) : [];

  const readPart = (given: JsonObject, index: number): Telling[] => {
    const refusal = given.type === 'refusal';
    const part = partOf(index, refusal);
    if (!isEmpty(given.annotations)) part.annotations = listOf(given.annotations);
    if (!isEmpty(given.logprobs)) part.logprobs = listOf(given.logprobs);
    return complete(part, stringOf(refusal ? given.refusal : given.text));
  };

  return {
    open(item) {
      phase = stringOf(item.phase);
      return listOf(item.content).flatMap((part, index) => readPart(objectOf(part), index));
    },
    push(type, event) {
      const part = partOf(indexOf(event.content_index), type.startsWith('response.refusal.'));
      if (type.endsWith('.annotation.added')) {
        part.annotations = [...part.annotations, objectOf(event.annotation)];
        return [];
      }
      if (type.endsWith('.done')) return complete(part, stringOf(part.refusal ? event.refusal : event.text));
      if (!type.endsWith('.delta')) return [];
      const logprobs = listOf(event.logprobs);
      part.logprobs = [...part.logprobs, ...logprobs];
      return say(part, stringOf(event.delta), logprobs);
    },
    close(item) {
      phase = stringOf(item.phase) || phase;
      return listOf(item.content).flatMap((part, index) => readPart(objectOf(part), index));
    },
    summary() {
      const characters = inOrder(parts).reduce((sum, { refusal, said }) => sum + (refusal ? 0 : said.length), 0);
      return { type: 'message', characters, ...(phase !== '' && { phase }) };
    },
    beside() {
      const texts = inOrder(parts).filter(({ refusal }) => !refusal);
      return {
        text: texts.map(({ said }) => said).join(''),
        annotations: texts.flatMap(({ annotations }) => annotations),
        logprobs: texts.flatMap(({ logprobs }) => logprobs),
      };
    },
  };
}

function inOrder(parts: ReadonlyMap<number, Part>): readonly Part[] {
  return [...parts].sort(([a], [b]) => a - b).map(([, part]) => part);
}

function indexOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}

function eventOf(refusal: boolean, text: string, logprobs: readonly Json[]): ChatEvent {
  if (refusal) return { type: 'refusal-delta', choice: 0, text };
  return { type: 'text-delta', choice: 0, text, ...(logprobs.length > 0 && { logprobs: { content: logprobs } }) };
}
