/** What a recorded answer says, read in the plainest way there is: no code of the gateway takes part. */

// biome-ignore lint/suspicious/noExplicitAny: foreign JSON that this file alone reads, and a wrong step fails the test.
export type Foreign = any;

export interface Expectation {
  readonly choices: readonly ExpectedChoice[];
  readonly usage: Readonly<Record<string, number>>;
}

export interface ExpectedChoice {
  readonly text: string;
  readonly reasoning: string;
  readonly refusal: string;
  readonly toolCalls: readonly { readonly name: string; readonly input: string; readonly id?: string }[];
  readonly finish: string | null;
  /** The reason in the gateway's words, where the vendor's word alone does not tell it. */
  readonly unified?: string;
}

type Draft = { text: string; reasoning: string; refusal: string; calls: Map<number, Foreign>; finish: string | null };

/** The `data` lines of a stream that one read would have brought whole. */
export function jsonLinesOf(stream: string): Foreign[] {
  return stream
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith('data:') && line.includes('{'))
    .map((line) => JSON.parse(line.slice(5)));
}

export function expectOpenai(chunks: readonly Foreign[]): Expectation {
  const drafts = new Map<number, Draft>();
  let usage: Foreign = {};
  for (const chunk of chunks) {
    usage = chunk.usage ?? chunk.x_groq?.usage ?? usage;
    for (const choice of chunk.choices ?? []) {
      const draft = draftOf(drafts, choice.index ?? 0);
      readMessage(draft, choice.message ?? choice.delta ?? {});
      draft.finish ??= choice.finish_reason || null;
    }
  }
  return {
    choices: [...drafts].sort(([a], [b]) => a - b).map(([, draft]) => finished(draft)),
    usage: numbers({
      inputTokens: usage.prompt_tokens,
      cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens,
      outputTokens: usage.completion_tokens,
      reasoningTokens: usage.completion_tokens_details?.reasoning_tokens,
    }),
  };
}

function draftOf(drafts: Map<number, Draft>, index: number): Draft {
  const draft = drafts.get(index) ?? { text: '', reasoning: '', refusal: '', calls: new Map(), finish: null };
  drafts.set(index, draft);
  return draft;
}

function readMessage(draft: Draft, message: Foreign): void {
  const parts: Foreign[] = typeof message.content === 'string' ? [{ text: message.content }] : (message.content ?? []);
  draft.text += parts.map((part) => part.text ?? '').join('');
  draft.reasoning += message.reasoning_content ?? message.reasoning ?? '';
  draft.reasoning += parts
    .flatMap((part) => part.thinking ?? [])
    .map((part) => part.text)
    .join('');
  draft.refusal += message.refusal ?? '';
  // The way of 2023: one call, without an id.
  const legacy = message.function_call ? [{ index: 0, function: message.function_call }] : [];
  for (const [position, call] of (message.tool_calls ?? legacy).entries()) {
    const key = call.index ?? position;
    const known = draft.calls.get(key) ?? { input: '' };
    draft.calls.set(key, {
      id: known.id ?? call.id,
      name: known.name ?? call.function.name,
      input: known.input + (call.function.arguments ?? ''),
    });
  }
}

function finished({ calls, ...draft }: Draft): ExpectedChoice {
  return { ...draft, toolCalls: [...calls].sort(([a], [b]) => a - b).map(([, call]) => call) };
}

export function expectCohere(parts: readonly Foreign[]): Expectation {
  const draft: Draft = { text: '', reasoning: '', refusal: '', calls: new Map(), finish: null };
  let usage: Foreign = {};
  for (const part of parts) {
    const message = part.message ?? part.delta?.message ?? {};
    for (const content of [message.content ?? []].flat()) {
      draft.text += content.text ?? '';
      draft.reasoning += content.thinking ?? '';
    }
    draft.reasoning += message.tool_plan ?? '';
    const calls: Foreign[] = [message.tool_calls ?? []].flat();
    readMessage(draft, { tool_calls: calls.map((call, position) => ({ index: part.index ?? position, ...call })) });
    draft.finish = part.finish_reason ?? part.delta?.finish_reason ?? draft.finish;
    usage = part.usage ?? part.delta?.usage ?? usage;
  }
  const { tokens = {}, cached_tokens: cachedInputTokens } = usage;
  return {
    choices: [finished(draft)],
    usage: numbers({ inputTokens: tokens.input_tokens, cachedInputTokens, outputTokens: tokens.output_tokens }),
  };
}

function numbers(given: Readonly<Record<string, unknown>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
  );
}
