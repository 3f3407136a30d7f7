/** The plugin contract: a config schema and a compile step that returns only the hooks this config needs. */
import type { z } from 'zod';
import type { Attempt, CacheOutcome, GuardrailFinding, RateLimitState } from '#core/call-report.ts';
import type { Caller, TokenCaller } from '#core/caller.ts';
import type { ChatEvent, ChatStream } from '#core/chat/event.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import type { Usage } from '#core/chat/usage.ts';
import type { PluginScope } from '#core/config/document.ts';
import type { ModelFacts } from '#core/cost/model-facts.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import type { Clock, HttpClient, KeyValue, Log, LogFiles, Metrics, OpenOutbox } from '#core/ports.ts';

/** Stages run in this order on the way in, and in reverse on the way back. */
export const PLUGIN_STAGES = ['authenticate', 'limit', 'guard', 'transform', 'cache', 'observe'] as const;
export type PluginStage = (typeof PLUGIN_STAGES)[number];

export const DOORS = [
  'openai',
  'openai-responses',
  'openai-completions',
  'openai-embeddings',
  'anthropic',
  'route',
  'graphql',
  'graphql-stream',
  'graphql-embed',
] as const;
/** Where a call came in. */
export type Door = (typeof DOORS)[number];

/** Kinds of calls. To plugins each looks like a chat: texts to embed are its user messages, and their answer says nothing. */
export const OPERATIONS = ['chat', 'embedding'] as const;
export type Operation = (typeof OPERATIONS)[number];

export interface PluginDefinition<Config> {
  /** Kebab case, unique: `rate-limit`. */
  readonly id: string;
  readonly title: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  readonly stage: PluginStage;
  /** Entries of several scopes: all run (`stack`), or only the one of the narrowest scope (`replace`). */
  readonly merge: 'stack' | 'replace';
  /** Kinds of calls that it works on, others pass it by; chats alone where absent. What must not be passed by works on all. */
  readonly operations?: readonly Operation[];
  /** Every field is described and, where it can be, defaulted: forms, GraphQL types and the docs come from here. */
  readonly config: z.ZodType<Config>;
  /** A configuration that works, shown in the catalogue and run by the conformance tests. */
  readonly example: JsonObject;
  /** What happens to the call where it throws anything but a GatewayError and the chain entry does not say. */
  readonly onFailure: FailureMode;
  /** Names of other models in the configuration, each with the field that has it: they have to exist. */
  modelsOf?(config: Config): readonly { readonly path: readonly string[]; readonly name: string }[];
  /** The same for names of routes and of groups of consumers. */
  namesOf?(config: Config): readonly NamedPlace[];
  /** Runs when a snapshot is built, never per call. What it throws refuses the snapshot: say which field and why. */
  compile(config: Config, tools: PluginTools): PluginHooks;
}

export interface NamedPlace {
  readonly kind: 'route' | 'consumer-group';
  readonly path: readonly string[];
  readonly name: string;
}

/** `closed` refuses the call with PLUGIN_FAILED, `open` goes on without the plugin. */
export type FailureMode = 'closed' | 'open';

export interface PluginTools {
  /** Name of the plugin instance, for messages and findings. */
  readonly name: string;
  /** Shared by all calls and kept across snapshots; other instances have their own. */
  readonly keyValue: KeyValue;
  readonly clock: Clock;
  readonly log: Log;
  /** For services of the operator's own choice; never for providers. */
  readonly http: HttpClient;
  /** What `GET /metrics` shows. */
  readonly metrics: Metrics;
  /** For what is sent on behind the calls. */
  readonly openOutbox: OpenOutbox;
  readonly files: LogFiles;
  /** A secret from the environment, by the end of its name: `GATEHOUSE_PLUGIN_SECRET_<name>`. @throws Error where there is none. */
  secret(name: string): string;
  /** What this instance made under that name before, in this process, or makes now: it outlives snapshots. */
  keep<Value>(name: string, make: () => Value): Value;
}

export interface PluginHooks {
  /** In chain order. Refuse by throwing a GatewayError, answer early with `answer`. */
  onRequest?(context: PluginContext, request: ChatRequest): Verdict | Promise<Verdict>;
  /** In chain order, before each attempt. `skip` moves on to the next target. */
  onTarget?(context: PluginContext, target: TargetView): 'use' | 'skip' | Promise<'use' | 'skip'>;
  /** In chain order, when a target is asked: headers to send along. They add to those of the provider and replace none. */
  onSend?(context: PluginContext, target: TargetView): Readonly<Record<string, string>>;
  /** In reverse order. Called once a call; the function it returns holds that answer's state and may hold events back. */
  onStream?(context: PluginContext): StreamStep;
  /** In reverse order. May replace the error, not swallow it. */
  onError?(context: PluginContext, error: GatewayError): GatewayError;
  /** In chain order, exactly once, whatever happened. Changes nothing; what it throws is only logged. */
  onSettled?(context: PluginContext, outcome: Outcome): void | Promise<void>;
}

/**
 * Zero, one or many events for each event in; held-back text must leave at the latest with `choice-finish`. Throwing
 * refuses the rest of the answer. Whole answers come through the same step, unfolded.
 */
export type StreamStep = (event: ChatEvent) => readonly ChatEvent[] | Promise<readonly ChatEvent[]>;

/**
 * Thrown by a step that has changed nothing so far: what it held goes on where its chain entry says to go on without it.
 * After any other failure of a step that has held something back, the rest of the answer is refused.
 */
export class HeldBack extends Error {
  readonly held: readonly ChatEvent[];

  /** `held`: all events that the step was given and has not let go, with the one at which it failed. */
  constructor(held: readonly ChatEvent[], cause: unknown) {
    super('A plugin failed before it let go of what it held.', { cause });
    this.held = held;
  }
}

export interface TargetView {
  readonly name: string;
  readonly provider: string;
  readonly upstreamModel: string;
  /** From 1. */
  readonly attempt: number;
}

export type Verdict =
  /** Go on, with this request: the same object where nothing was changed. */
  | {
      readonly type: 'next';
      readonly request: ChatRequest;
      /** Who calls in truth: the plugins behind this one see it so. */
      readonly caller?: TokenCaller;
    }
  /** Answer from here; later plugins and the provider are not asked. */
  | {
      readonly type: 'answer';
      readonly result: ChatResult;
      /** The same answer in the pieces in which it is to be handed out; in one piece where absent. */
      readonly stream?: ChatStream;
      /** What limits count for it, as if a provider had been asked; nothing where absent. */
      readonly charge?: Charge;
    }
  /** Ask this plugin again when the promise has settled or the time is over. The wait is not the hook's own time. */
  | { readonly type: 'later'; readonly until: Promise<unknown>; readonly atMostMs: number };

/** What an answer cost when it was made. */
export interface Charge {
  readonly usage: Usage;
  /** 10^-9 dollars; absent where it is not known. */
  readonly cost?: number;
}

/** The read-only view of a call that a plugin gets, and its one way to leave remarks. */
export interface PluginContext {
  readonly callId: string;
  readonly door: Door;
  readonly operation: Operation;
  /** As the plugins before this one have established it. */
  readonly caller: Caller | TokenCaller;
  readonly route: { readonly id: string; readonly name: string } | null;
  readonly model: CalledModel;
  /** Whether the caller wants the answer in pieces. */
  readonly streamed: boolean;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly signal: AbortSignal;
  /** A header of the caller, by lower-case name. */
  header(name: string): string | undefined;
  readonly remarks: Remarks;
  readonly models: OtherModels;
}

export interface CalledModel {
  readonly id: string;
  readonly name: string;
  /** What is known of each of its targets, by their priority; nothing of some, perhaps. */
  readonly facts: readonly ModelFacts[];
}

/**
 * Other models of this gateway, by name. They are asked past every chain; their attempts, tokens and cost are those of this
 * call, or a call of their own where it has ended.
 * @throws Error where the model did not answer; GatewayError where the caller left or the time is over.
 */
export interface OtherModels {
  chat(model: string, request: ChatRequest): Promise<ChatResult>;
  /** One vector a text, in order. */
  embed(model: string, texts: readonly string[]): Promise<readonly (readonly number[])[]>;
}

/** What a plugin may leave on the call's report. */
export interface Remarks {
  rateLimit(state: RateLimitState): void;
  finding(finding: Omit<GuardrailFinding, 'plugin'>): void;
  cache(outcome: CacheOutcome): void;
  /** A short remark on this step of the trace, without content. */
  note(text: string): void;
}

export interface Outcome {
  /** What was handed to the caller, in part where the call failed midway; absent where nothing was. */
  readonly result?: ChatResult;
  readonly error?: GatewayError;
  /** The target that answered; absent where a plugin did. */
  readonly target?: TargetView;
  /** Set where a plugin answered and wants its answer to count. */
  readonly charge?: Charge;
  /** What the caches of the chain did; absent where there is none. */
  readonly cache?: CacheOutcome;
  /** All that were made for this call, in the order in which they ended. */
  readonly attempts: readonly Attempt[];
  readonly firstTokenMs?: number;
  readonly durationMs: number;
}

/** One configured plugin at its place in a chain, ready to run. */
export interface BoundPlugin {
  readonly instanceId: string;
  readonly name: string;
  readonly type: string;
  readonly stage: PluginStage;
  readonly scope: PluginScope;
  readonly operations: readonly Operation[];
  readonly onFailure: FailureMode;
  /** Longest time that a hook which gives a promise may take. */
  readonly timeoutMs: number;
  readonly hooks: PluginHooks;
}

/** Checks the literal against the contract, then forgets Config so that one registry can hold every plugin. */
export function definePlugin<Config>(plugin: PluginDefinition<Config>): AnyPlugin {
  return plugin as unknown as AnyPlugin;
}

export type AnyPlugin = PluginDefinition<never>;
