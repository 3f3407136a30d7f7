/** In what the speakers of the OpenAI chat dialect differ from each other when a request is written. */
import type { JsonObject } from '#core/json.ts';

export interface OpenaiChatFlavour {
  /** Id of the adapter: the key of its part of `providerOptions`. */
  readonly id: string;
  /** By what name warnings and refusals call the vendor. */
  readonly title: string;
  /** The newer servers of OpenAI want the longer name, most others know the shorter one only. */
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** What to call a developer message. */
  readonly developerRole: 'developer' | 'system';
  /** How much thinking is wanted, in the vendor's form. */
  readonly reasoningForm: 'reasoning_effort' | 'reasoning' | 'thinking' | 'enable_thinking';
  /** In what form earlier thinking goes back; strict servers refuse every one. */
  readonly sentReasoning: 'none' | 'reasoning_content' | 'reasoning' | 'reasoning_details' | 'thinking-parts';
  /** Whether places worth keeping in the cache are marked with `cache_control`; others refuse it or keep all by themselves. */
  readonly cacheControl: boolean;
  /** Whether the proof of thinking goes back with its tool call, as `extra_content`, which others than Google's refuse. */
  readonly callSignatures: boolean;
  /** Whether the answer of a tool may hold images and files; where not, they follow in a message of the user. */
  readonly toolMedia: boolean;
  /** Forms of JSON answers that the vendor knows: any object, or what fits a schema. */
  readonly structured: 'all' | 'object-only' | 'schema-only';
  /** Whether one tool can be asked for by its name; where not, it is sent alone and some tool is asked for. */
  readonly namedToolChoice: boolean;
  /** Fields that are sent where the call does not say them itself. */
  readonly defaults: JsonObject;
  /** Settings that the vendor refuses or leaves unheard, such as `sampling.topK` or `extra.logit_bias`. */
  readonly lacks: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

/** What most servers have in common. */
export const PLAIN_FLAVOUR: Omit<OpenaiChatFlavour, 'id' | 'title'> = {
  maxTokensField: 'max_tokens',
  developerRole: 'system',
  reasoningForm: 'reasoning_effort',
  sentReasoning: 'none',
  cacheControl: false,
  callSignatures: false,
  toolMedia: false,
  structured: 'all',
  namedToolChoice: true,
  defaults: {},
  lacks: [],
  headers: {},
};
