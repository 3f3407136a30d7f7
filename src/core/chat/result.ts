/** What a finished chat amounts to: the fold of its events. */
import type { ReasoningBlock, ToolCall, VendorBlock } from '#core/chat/request.ts';
import type { Usage } from '#core/chat/usage.ts';
import type { JsonObject } from '#core/json.ts';

export interface ChatResult {
  /** The provider's id of the answer; callers see the call's own id instead. */
  readonly id: string;
  /** The provider's name of the model that answered. */
  readonly model: string;
  /** In order of their index, without gaps. */
  readonly choices: readonly ChatChoice[];
  readonly usage: Usage;
  readonly warnings: readonly ChatWarning[];
  /** What the provider said besides, in its own words. */
  readonly extra?: JsonObject;
}

export interface ChatChoice {
  readonly text: string;
  /** What the model said where it refused to answer; empty where it did not. */
  readonly refusal: string;
  readonly reasoning: readonly ReasoningBlock[];
  readonly toolCalls: readonly ToolCall[];
  /** What only one wire has a form for, in order; absent where there is nothing. */
  readonly vendorBlocks?: readonly PlacedVendorBlock[];
  readonly finishReason: FinishReason;
}

/** `at`: how many characters of the choice's text come before it. */
export interface PlacedVendorBlock extends VendorBlock {
  readonly at: number;
}

/** `raw` keeps the provider's own word beside ours, so nothing is lost by unifying. */
export interface FinishReason {
  readonly unified: 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'other';
  readonly raw: string | null;
}

/** A setting that the provider could not take. */
export interface ChatWarning {
  readonly setting: string;
  readonly message: string;
}

export const EMPTY_CHOICE: ChatChoice = {
  text: '',
  refusal: '',
  reasoning: [],
  toolCalls: [],
  finishReason: { unified: 'other', raw: null },
};
