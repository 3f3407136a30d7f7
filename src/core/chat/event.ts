/** The one stream vocabulary. Adapters emit it, plugins rewrite it, doors encode it. */
import type { VendorBlock } from '#core/chat/request.ts';
import type { ChatWarning, FinishReason } from '#core/chat/result.ts';
import type { Usage } from '#core/chat/usage.ts';
import type { Json, JsonObject } from '#core/json.ts';

/**
 * Order: `start`, then the deltas of each choice (tool calls: start, delta*, end for each index), then `choice-finish`
 * for each choice, then `finish` exactly once. Failure is a thrown GatewayError, never an event.
 */
export type ChatEvent =
  | { readonly type: 'start'; readonly id: string; readonly model: string; readonly warnings: readonly ChatWarning[] }
  /** `logprobs`: those of this piece, where the provider gave them with it; all of them stand in the end's `extra` too. */
  | { readonly type: 'text-delta'; readonly choice: number; readonly text: string; readonly logprobs?: Json }
  | { readonly type: 'refusal-delta'; readonly choice: number; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly choice: number; readonly text: string }
  /** Closes a block of reasoning; a later delta opens the next one. */
  | {
      readonly type: 'reasoning-end';
      readonly choice: number;
      readonly signature?: string;
      readonly sealed?: string;
      readonly id?: string;
    }
  | {
      readonly type: 'tool-call-start';
      readonly choice: number;
      readonly index: number;
      readonly id: string;
      readonly name: string;
      readonly extra?: JsonObject;
    }
  | { readonly type: 'tool-call-delta'; readonly choice: number; readonly index: number; readonly input: string }
  | { readonly type: 'tool-call-end'; readonly choice: number; readonly index: number; readonly signature?: string }
  /** What only one wire has a form for, at its place between the pieces of text. */
  | { readonly type: 'vendor-block'; readonly choice: number; readonly block: VendorBlock }
  | { readonly type: 'choice-finish'; readonly choice: number; readonly reason: FinishReason }
  | { readonly type: 'finish'; readonly usage: Usage; readonly extra?: JsonObject };

/** What arrived in one read of the upstream socket travels together, so that asynchronous cost is paid once a read. */
export type ChatBatch = readonly ChatEvent[];

export type ChatStream = AsyncIterable<ChatBatch>;

/** True for what a reader sees. The first of these is the point after which no other target may be tried. */
export function isContent(event: ChatEvent): boolean {
  return event.type !== 'start' && event.type !== 'finish';
}
