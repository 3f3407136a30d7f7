/** An answer as it is kept. */
import type { Attempt } from '#core/call-report.ts';
import type { ChatResult, FinishReason } from '#core/chat/result.ts';
import { totalCost } from '#core/cost/cost-of.ts';
import { parseJson } from '#core/json.ts';

export interface Entry {
  readonly result: ChatResult;
  /** Milliseconds since 1970. */
  readonly keptAt: number;
  /** 10^-9 dollars that it cost when it was made; absent where it is not known. */
  readonly cost?: number;
}

export function entryOf(result: ChatResult, keptAt: number, attempts: readonly Attempt[]): Entry {
  const cost = totalCost(attempts);
  return { result, keptAt, ...(cost !== undefined && { cost }) };
}

/** Undefined where the text was cut; such an entry counts as missing. Only the plugin itself writes under its keys. */
export function parseEntry(text: string | undefined): Entry | undefined {
  return text === undefined ? undefined : (parseJson(text) as Entry | undefined);
}

const COMPLETE: ReadonlySet<FinishReason['unified']> = new Set(['stop', 'tool-calls']);

/** An answer that was cut off or filtered may come out better the next time. */
export function isComplete({ choices }: ChatResult): boolean {
  return choices.length > 0 && choices.every(({ finishReason }) => COMPLETE.has(finishReason.unified));
}
