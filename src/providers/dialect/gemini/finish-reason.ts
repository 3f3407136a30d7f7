/** The wire's words for why an answer ended, as ours. https://ai.google.dev/api/generate-content#FinishReason */
import type { FinishReason } from '#core/chat/result.ts';

const UNIFIED: Readonly<Record<string, FinishReason['unified']>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content-filter',
  RECITATION: 'content-filter',
  BLOCKLIST: 'content-filter',
  PROHIBITED_CONTENT: 'content-filter',
  SPII: 'content-filter',
  MODEL_ARMOR: 'content-filter',
  IMAGE_SAFETY: 'content-filter',
  IMAGE_PROHIBITED_CONTENT: 'content-filter',
  IMAGE_RECITATION: 'content-filter',
};

/** A model that calls tools says `STOP` too. */
export function unifyReason(raw: string, called: boolean): FinishReason {
  if (raw === '') return { unified: called ? 'tool-calls' : 'other', raw: null };
  const unified = Object.hasOwn(UNIFIED, raw) ? (UNIFIED[raw] ?? 'other') : 'other';
  return { unified: called && unified === 'stop' ? 'tool-calls' : unified, raw };
}
