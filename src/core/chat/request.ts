/** What a caller asks for, in our words. Every door decodes into this; no provider or GraphQL word appears here. */
import type { JsonObject } from '#core/json.ts';

/** Which model is asked stands in the call and not here: it is resolved before any plugin sees the request. */
export interface ChatRequest {
  readonly messages: readonly Message[];
  readonly tools: readonly ToolDefinition[];
  /** Tools that a vendor runs itself, such as its web search. Adapters of that vendor pass them on, others warn. */
  readonly vendorTools?: readonly VendorBlock[];
  readonly toolChoice: ToolChoice;
  /** False forbids several tool calls in one answer. */
  readonly parallelToolCalls?: boolean;
  readonly responseFormat: ResponseFormat;
  readonly sampling: Sampling;
  readonly reasoning?: ReasoningRequest;
  /** How many alternative answers; 1 where nothing was said. */
  readonly choiceCount: number;
  /** The caller's own name for the person behind the call. */
  readonly endUser?: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Parameters of the OpenAI wire that this language has no word for. Adapters of that dialect pass them on, others warn. */
  readonly extra: JsonObject;
  /** Parameters for one vendor alone, by the id of its adapter; they join the body that the adapter writes. */
  readonly providerOptions?: Readonly<Record<string, JsonObject>>;
  /** Refuse the call rather than warn where a target cannot take a setting. */
  readonly strict?: boolean;
}

/** Where the OpenAI wire has fields that this language has no word for, such as `cache_control`, they are kept beside. */
export interface Extensible {
  /** Adapters of that dialect pass them on, others warn. */
  readonly extra?: JsonObject;
  /** The prompt up to and with this place is worth keeping in the vendor's cache. Adapters without such a hint drop it. */
  readonly cacheHint?: CacheHint;
}

export interface CacheHint {
  /** The vendor's own default where absent. */
  readonly ttl?: '5m' | '1h';
}

/** What one vendor alone understands, word for word as its wire has it. `vendor` is the wire, such as `anthropic`. */
export interface VendorBlock {
  readonly vendor: string;
  readonly value: JsonObject;
}

export type Message = InstructionMessage | UserMessage | AssistantMessage | ToolMessage;

/** `developer` is the newer name of some vendors for the same thing; an adapter whose wire has one role only uses that. */
export interface InstructionMessage extends Extensible {
  readonly role: 'system' | 'developer';
  readonly content: readonly TextPart[];
  readonly name?: string;
}

export interface UserMessage extends Extensible {
  readonly role: 'user';
  readonly content: readonly ContentPart[];
  readonly name?: string;
}

export interface AssistantMessage extends Extensible {
  readonly role: 'assistant';
  readonly content: readonly (TextPart | VendorPart)[];
  readonly refusal?: string;
  readonly reasoning: readonly ReasoningBlock[];
  readonly toolCalls: readonly ToolCall[];
  readonly name?: string;
}

export interface ToolMessage extends Extensible {
  readonly role: 'tool';
  readonly toolCallId: string;
  readonly content: readonly ContentPart[];
}

export type ContentPart = TextPart | ImagePart | AudioPart | FilePart | VendorPart;

/** A part that only one wire has a form for. Adapters of other wires refuse it by name: dropped content changes the question. */
export interface VendorPart extends Extensible, VendorBlock {
  readonly type: 'vendor';
}

export interface TextPart extends Extensible {
  readonly type: 'text';
  readonly text: string;
}

export interface ImagePart extends Extensible {
  readonly type: 'image';
  readonly source: MediaSource;
  readonly detail?: 'auto' | 'low' | 'high';
}

/** `format` is the container's short name, such as `wav` or `mp3`. */
export interface AudioPart extends Extensible {
  readonly type: 'audio';
  readonly format: string;
  readonly base64: string;
}

export interface FilePart extends Extensible {
  readonly type: 'file';
  readonly source: MediaSource | { readonly type: 'id'; readonly id: string };
  readonly filename?: string;
}

/** A URL is fetched by the provider, never by the gateway. */
export type MediaSource =
  | { readonly type: 'url'; readonly url: string }
  | { readonly type: 'base64'; readonly mediaType: string; readonly base64: string };

/** Visible thinking. `signature` is the vendor's proof that it wrote it, sent back unchanged in the next turn. */
export interface ReasoningBlock {
  readonly text: string;
  readonly signature?: string;
  /** Thinking that the vendor shows in sealed form only, to be sent back unchanged too. */
  readonly sealed?: string;
  /** The vendor's id of the block, where it wants to see it again. */
  readonly id?: string;
}

/** `input` stays the exact JSON text the model wrote; parsing it is the caller's business. */
export interface ToolCall extends Extensible {
  readonly id: string;
  readonly name: string;
  readonly input: string;
  /** The vendor's proof of the thinking before the call, sent back unchanged in the next turn. */
  readonly signature?: string;
}

export interface ToolDefinition extends Extensible {
  readonly name: string;
  readonly description?: string;
  readonly inputSchema: JsonObject;
  readonly strict?: boolean;
}

export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

export type ResponseFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json' }
  | {
      readonly type: 'json-schema';
      readonly name: string;
      readonly description?: string;
      readonly schema: JsonObject;
      readonly strict?: boolean;
    };

export interface Sampling {
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly stop?: readonly string[];
  readonly seed?: number;
}

export interface ReasoningRequest {
  readonly effort?: ReasoningEffort;
  /** Upper bound of the tokens spent on thinking. */
  readonly budgetTokens?: number;
  /** Whether thinking is wanted in the answer, in full or as a summary; the vendor's default where absent. */
  readonly summary?: 'none' | 'auto' | 'concise' | 'detailed';
}

export const REASONING_EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const;
export type ReasoningEffort = (typeof REASONING_EFFORTS)[number];

/** What a request means where the caller says nothing but its messages. */
export function chatRequest(parts: Pick<ChatRequest, 'messages'> & Partial<ChatRequest>): ChatRequest {
  return {
    tools: [],
    toolChoice: 'auto',
    responseFormat: { type: 'text' },
    sampling: {},
    choiceCount: 1,
    metadata: {},
    extra: {},
    ...parts,
  };
}

/** The text of a message's parts, joined; other media count for nothing. */
export function textOf(content: readonly ContentPart[]): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
