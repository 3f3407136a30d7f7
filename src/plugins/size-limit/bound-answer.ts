/** Lowers what a call asks for in the way of answers, in whichever words it does. */
import type { ChatRequest } from '#core/chat/request.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import type { SizeLimitConfig } from '#plugins/size-limit/config.ts';

export type Bounds = Pick<SizeLimitConfig, 'answerTokens' | 'choices'>;

export interface Bounded {
  /** The very same where nothing was to do. */
  readonly request: ChatRequest;
  /** What asked for more, as `name: amount`. */
  readonly excess: readonly string[];
}

/**
 * Vendors' own names for the same two bounds, which callers may send along word for word: those of OpenAI, Anthropic,
 * Gemini, Bedrock, Cohere and Ollama, without their underscores and capitals.
 */
const ANSWER_TOKENS = [
  'maxtokens',
  'maxcompletiontokens',
  'maxoutputtokens',
  'maxnewtokens',
  'maxtokenstosample',
  'maxgenlen',
  'numpredict',
];
const CHOICES = ['n', 'bestof', 'candidatecount', 'numgenerations'];

export function boundAnswer(request: ChatRequest, { answerTokens, choices }: Bounds): Bounded {
  const excess: string[] = [];
  const lower = (name: string, asked: number, most: number | undefined): number => {
    // Some vendors take a number below nothing for endless.
    if (most === undefined || (asked >= 0 && asked <= most)) return asked;
    excess.push(`${name}: ${asked}`);
    return most;
  };
  const foreign = (name: string, asked: number): number => {
    const plain = name.replaceAll(/[_-]/g, '').toLowerCase();
    if (ANSWER_TOKENS.includes(plain)) return lower(name, asked, answerTokens);
    return CHOICES.includes(plain) ? lower(name, asked, choices) : asked;
  };

  const { sampling, reasoning, choiceCount, extra, providerOptions } = request;
  const { maxOutputTokens = answerTokens } = sampling;
  const budget = reasoning?.budgetTokens;
  const bounded: ChatRequest = {
    ...request,
    sampling:
      maxOutputTokens === undefined
        ? sampling
        : { ...sampling, maxOutputTokens: lower('maxOutputTokens', maxOutputTokens, answerTokens) },
    ...(reasoning &&
      budget !== undefined && {
        reasoning: { ...reasoning, budgetTokens: lower('reasoning.budgetTokens', budget, answerTokens) },
      }),
    choiceCount: lower('choiceCount', choiceCount, choices),
    extra: editNumbers(extra, foreign),
    ...(providerOptions && { providerOptions: editNumbers(providerOptions, foreign) as typeof providerOptions }),
  };
  const isSame = excess.length === 0 && maxOutputTokens === sampling.maxOutputTokens;
  return { request: isSame ? request : bounded, excess };
}

type Edit = (name: string, value: number) => number;

/** Numbers with a name, at any depth; also such as are written as text. */
function editNumbers(object: JsonObject, edit: Edit): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, editJson(name, value, edit)]));
}

function editJson(name: string, value: Json, edit: Edit): Json {
  if (Array.isArray(value)) return value.map((item: Json) => editJson('', item, edit));
  if (isJsonObject(value)) return editNumbers(value, edit);
  if (typeof value === 'number') return edit(name, value);
  if (typeof value !== 'string' || !/^-?\d+$/.test(value)) return value;
  const edited = edit(name, Number(value));
  return edited === Number(value) ? value : edited;
}
