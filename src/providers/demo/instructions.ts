/** Does what instructions say, as far as the demo provider understands them, so that the effect of a prompt is seen. */

/** Each turns an answer into the one that was asked for, in this order. */
const COMMANDS: readonly { readonly asks: RegExp; obey(answer: string, match: RegExpExecArray): string }[] = [
  { asks: /\b(?:one|a single) (?:short )?sentence\b/i, obey: firstSentence },
  {
    asks: /\b(?:end|finish|close)\b[^."“]{0,60}\b(?:with|by)\b[^."“]{0,60}["“]([^"”]{1,200})["”]/i,
    obey: (answer, [, words = '']) => `${answer}\n\n${words}`,
  },
  { asks: /\bchuck norris\b/i, obey: (answer) => `${answer}\n\n${pick(QUOTES, answer)}` },
  { asks: /\bhaiku\b/i, obey: (answer) => `${answer}\n\n${pick(HAIKUS, answer)}` },
  {
    asks: /\b(?:in (?:all )?|all )(?:upper[ -]?case|capitals|capital letters|caps)\b/i,
    obey: (answer) => answer.toUpperCase(),
  },
];

const QUOTES = [
  'Chuck Norris does not wait for the next token; the next token waits for Chuck Norris.',
  'Chuck Norris has no rate limit. Rate limits have a Chuck Norris limit.',
  'When Chuck Norris opens a circuit breaker, it apologises.',
  'Chuck Norris once read a whole stream before it was sent.',
] as const;

const HAIKUS = [
  'One door, many minds;\na question crosses the bridge,\nan answer comes home.',
  'Tokens drop like rain;\nthe gateway counts every one,\nand the sea is calm.',
] as const;

const MAX_SHOWN = 400;

/** The last line shows which instructions came through. */
export function obey(answer: string, instructions: readonly string[]): string {
  const given = instructions.join(' / ').replace(/\s+/g, ' ').trim();
  if (given === '') return answer;
  const obeyed = COMMANDS.reduce((text, { asks, obey: change }) => {
    const match = asks.exec(given);
    return match ? change(text, match) : text;
  }, answer);
  const shown = given.length > MAX_SHOWN ? `${given.slice(0, MAX_SHOWN)}…` : given;
  return `${obeyed}\n\nInstructions I was given: "${shown}"`;
}

function firstSentence(answer: string): string {
  return /^[\s\S]*?[.!?](?=\s|$)/.exec(answer)?.[0] ?? answer;
}

function pick(list: readonly string[], answer: string): string {
  return list[answer.length % list.length] ?? '';
}
