/** What a provider said of the texts besides, in the places where the gateway keeps it. */

import { choiceExtra } from '#core/chat/answer-extra.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import type { BesideTexts } from '#openai/responses/output.ts';

/** `logprobs`: whether they were asked for. */
export function besideTexts(extra: JsonObject, logprobs: boolean): BesideTexts {
  const said = choiceExtra(extra, 0);
  const { annotations, ...message } = said.message;
  return {
    annotations: listOf(annotations),
    logprobs: logprobs ? listOf(said.logprobs?.content) : [],
    phases: listOf(extra.output_items).filter(isMessage).map(phaseOf),
    message,
  };
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function isMessage(item: Json): item is JsonObject {
  return isJsonObject(item) && item.type === 'message';
}

function phaseOf({ phase }: JsonObject): string | undefined {
  return typeof phase === 'string' ? phase : undefined;
}
