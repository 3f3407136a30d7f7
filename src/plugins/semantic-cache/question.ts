/** What a call asks, and the setting in which it asks: only questions of one setting are compared. */
import { type ChatRequest, type Message, textOf } from '#core/chat/request.ts';
import { digest } from '#core/digest.ts';
import type { PluginContext } from '#core/plugin.ts';
import { canonicalJson } from '#plugins/reuse/canonical-json.ts';
import { partitionOf } from '#plugins/reuse/partition.ts';
import type { SemanticCacheConfig } from '#plugins/semantic-cache/config.ts';

/** Raised when the form of what is stored changes, so that older entries are never read. */
const FORM = 1;

/** The text to compare; undefined where the call does not end with words of a user and nothing else. */
export function questionOf({ messages }: ChatRequest): string | undefined {
  const last = messages.at(-1);
  if (last?.role !== 'user' || !last.content.every(({ type }) => type === 'text')) return undefined;
  const text = textOf(last.content).trim();
  return text === '' ? undefined : text;
}

export function settingOf(config: SemanticCacheConfig, context: PluginContext, request: ChatRequest): Promise<string> {
  const { sharedBy, across, sameNumbers, model: embedder } = config;
  const may = (part: SemanticCacheConfig['across'][number]): boolean => across.includes(part);
  // The first two tell the provider who asks and change no answer.
  const { endUser: _endUser, metadata: _metadata, messages, tools, vendorTools, toolChoice, ...settings } = request;
  const before = messages.slice(0, -1);
  return digest(
    canonicalJson([
      FORM,
      embedder,
      partitionOf(sharedBy, context.caller),
      context.route?.id ?? null,
      may('models') ? null : context.model.id,
      may('tools') ? null : [tools, vendorTools ?? [], toolChoice],
      // Without the form of the answer a caller that wants JSON would get prose.
      may('settings') ? settings.responseFormat : settings,
      may('instructions') ? before.filter((message) => !instructs(message)) : before,
      sameNumbers ? numbersIn(messages) : null,
    ]),
  );
}

function instructs({ role }: Message): boolean {
  return role === 'system' || role === 'developer';
}

/** Of the last message; the others are compared word for word. */
function numbersIn(messages: readonly Message[]): readonly string[] {
  const last = messages.at(-1);
  return last ? (textOf(last.content).match(/\p{N}+(?:[.,:/-]\p{N}+)*/gu) ?? []) : [];
}
