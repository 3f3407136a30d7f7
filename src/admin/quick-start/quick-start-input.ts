/** From nothing to a first answer in one step: what a mutation may say, and what it gives back. */
import type { KeyWithText } from '#admin/api-key/api-key-input.ts';
import type { ProviderCreateInput } from '#admin/provider/provider-input.ts';
import type { NewResource } from '#admin/resource.ts';
import type {
  ChainConfig,
  ConsumerConfig,
  ModelConfig,
  ProviderConfig,
  RouteAccess,
  RouteConfig,
} from '#core/config/document.ts';
import type { JsonObject } from '#core/json.ts';

export interface QuickStartInput {
  /** One that is there, or a new one. */
  readonly provider: { readonly providerId: string } | QuickStartProvider;
  readonly model: {
    /** What callers say; made from the vendor's name where absent. */
    readonly name?: string | null | undefined;
    readonly upstreamModel: string;
  };
  readonly route: {
    /** Made from the path where absent. */
    readonly name?: string | null | undefined;
    /** Null means that GraphQL alone reaches the route. */
    readonly path?: string | null | undefined;
    readonly access?: RouteAccess | null | undefined;
  };
  /** Run for all calls of the route, in this order. */
  readonly plugins?: readonly QuickStartPlugin[] | null | undefined;
  /** Null makes a key only where the route asks for one. */
  readonly key?: { readonly name?: string | null | undefined } | null | undefined;
}

/** Named after its kind where nothing is said. */
export type QuickStartProvider = Omit<ProviderCreateInput, 'resource'> & {
  readonly resource?: NewResource | null | undefined;
};

export interface QuickStartPlugin {
  readonly type: string;
  readonly config: JsonObject;
  readonly name?: string | null | undefined;
}

export interface QuickStartResult {
  readonly provider: ProviderConfig;
  readonly model: ModelConfig;
  readonly route: RouteConfig;
  readonly chain: ChainConfig | null;
  readonly consumer: ConsumerConfig | null;
  readonly apiKey: KeyWithText['apiKey'] | null;
  readonly plaintext: KeyWithText['plaintext'];
}
