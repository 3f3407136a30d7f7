/** The provider contract: pure translation. The pipeline owns the choice, upstream owns socket and secret. */
import type { z } from 'zod';
import type { ChatEvent } from '#core/chat/event.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatResult, ChatWarning } from '#core/chat/result.ts';
import type { EmbeddingRequest, EmbeddingResult } from '#core/embedding.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';
import type { Json } from '#core/json.ts';

export interface ProviderAdapter<Options> {
  /** Kebab case, unique: `openai`. */
  readonly id: string;
  readonly title: string;
  /** The vendor's page of the API that this adapter speaks. */
  readonly docsUrl: string;
  /** Page where a key is made. */
  readonly keyPageUrl?: string;
  /** Absent where every installation has its own; a function where it depends on the settings. */
  readonly defaultBaseUrl?: string | ((options: Options) => string);
  /** Settings of one configured provider besides its address. Checks, form and reference page come from this. */
  readonly options: z.ZodType<Options>;
  readonly credential: CredentialKind;
  readonly framing: Framing;
  /** Names to offer where the vendor cannot be asked. */
  readonly suggestedModels: readonly string[];
  encode(call: UpstreamCall<Options>): EncodedCall;
  /** @throws GatewayError PROVIDER_PROTOCOL where the body is not what the vendor documents. */
  decodeResult(body: unknown): ChatResult;
  /** One decoder a stream. It holds the stream's state, so the adapter itself holds none. */
  createDecoder(): StreamDecoder;
  decodeError(failure: WireFailure): GatewayError;
  /** How the vendor is asked which models it has, where it can be. */
  readonly modelList?: {
    encode(endpoint: Endpoint<Options>): WireRequest;
    decode(body: unknown): readonly string[];
  };
  /** Texts to vectors, where the vendor can. */
  readonly embeddings?: EmbeddingTranslator<Options>;
  /**
   * Only for a provider that needs no network: what it answers, frame by frame. Its requests go to a URL whose scheme is
   * its id.
   */
  respond?(request: WireRequest): InProcessReply;
}

/** How the secret travels. */
export type CredentialKind =
  | { readonly type: 'none' }
  /** `Authorization: Bearer <secret>`; `optional` for servers that may run without. */
  | { readonly type: 'bearer'; readonly optional?: boolean }
  | { readonly type: 'header'; readonly name: string }
  /**
   * Access keys as JSON `{"accessKeyId", "secretAccessKey", "sessionToken"?}` sign the request (Signature Version 4); any
   * other text is a Bedrock API key, sent as a bearer token.
   */
  | { readonly type: 'aws'; readonly service: string }
  /** A service account's JSON key is exchanged for an access token; any other text is sent as a bearer token. */
  | { readonly type: 'google' }
  /** Client credentials as JSON `{"tenantId", "clientId", "clientSecret"}` are exchanged for an Entra token; any other text is an `api-key`. */
  | { readonly type: 'azure' };

/** Every kind that has a secret. */
export type SigningKind = Exclude<CredentialKind, { readonly type: 'none' }>;

export type Framing = 'sse' | 'json-lines' | 'aws-event-stream';

export interface Endpoint<Options> {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly options: Options;
}

export interface UpstreamCall<Options> extends Endpoint<Options> {
  readonly request: ChatRequest;
  readonly upstreamModel: string;
  readonly stream: boolean;
}

export interface EmbeddingTranslator<Options> {
  /** How many texts one request may carry; the pipeline cuts longer lists and joins the answers. */
  readonly maxInputs: number;
  encode(call: EmbeddingCall<Options>): EncodedCall;
  /** @throws GatewayError PROVIDER_PROTOCOL where the body is not what the vendor documents. */
  decode(body: unknown): EmbeddingResult;
}

export interface EmbeddingCall<Options> extends Endpoint<Options> {
  readonly request: EmbeddingRequest;
  readonly upstreamModel: string;
}

export interface EncodedCall {
  readonly wire: WireRequest;
  /** Settings that the vendor cannot take. */
  readonly warnings: readonly ChatWarning[];
}

export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: Json;
  /** AWS region, for a request that is signed there. */
  readonly region?: string;
}

/** An answer with a status other than 2xx. */
export interface WireFailure {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Frame {
  /** Name of the SSE event, type of the AWS event or exception; null where it has none. */
  readonly event: string | null;
  readonly data: string;
}

export interface StreamDecoder {
  /** @throws GatewayError where the frame carries an error or is not what the vendor documents. */
  push(frame: Frame): readonly ChatEvent[];
  /** Called once after the last frame; emits what was held back. @throws GatewayError STREAM_INTERRUPTED where the end is missing. */
  end(): readonly ChatEvent[];
}

export type InProcessReply =
  | { readonly type: 'body'; readonly body: Json }
  | { readonly type: 'frames'; readonly frames: Iterable<{ readonly frame: Frame; readonly delayMs: number }> }
  | { readonly type: 'failure'; readonly failure: WireFailure };

/** Checks the literal against the contract, then forgets Options so that one registry can hold every adapter. */
export function defineProvider<Options>(adapter: ProviderAdapter<Options>): AnyProvider {
  return adapter as unknown as AnyProvider;
}

export type AnyProvider = ProviderAdapter<never>;

/** The address of a provider whose administrator gave none; undefined where it has none, or where the settings are not valid. */
export function defaultBaseUrlOf({ defaultBaseUrl, options }: AnyProvider, settings: unknown): string | undefined {
  if (typeof defaultBaseUrl !== 'function') return defaultBaseUrl;
  const parsed = options.safeParse(settings);
  return parsed.success ? defaultBaseUrl(parsed.data) : undefined;
}
