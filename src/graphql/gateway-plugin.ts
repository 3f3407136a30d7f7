/** Makes the plugin chain a middleware of resolvers: fields with a `gateway` option run as calls through the pipeline. */
import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import {
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { toGatewayError } from '#core/error/gateway-error.ts';
import { FailedCall } from '#graphql/chat/failed-call.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { type GatewayFieldOptions, openCall } from '#graphql/gateway-call.ts';
import { openComparison } from '#graphql/open-comparison.ts';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      gateway: GatewayPlugin<Types>;
    }
    export interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      /**
       * Runs this field as a call through the pipeline; `context.call` is that call. Refusals become members of its union.
       * With `lanes` it is several calls, in `context.comparison`, and refusals are for the resolver to keep apart.
       */
      gateway?: GatewayFieldOptions;
    }
    export interface SubscriptionFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > {
      /** Runs this field as a streamed call through the pipeline, `context.call`, or as several, `context.comparison`. */
      gateway?: GatewayFieldOptions;
    }
  }
}

const GATEWAY = 'gateway';
export default GATEWAY;

type Resolver<Context> = GraphQLFieldResolver<unknown, Context, object>;

export class GatewayPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    // The option is declared for fields of Mutation and Subscription only, so the general type does not know it.
    const { gateway } = config.pothosOptions as { gateway?: GatewayFieldOptions };
    return gateway ? { ...config, extensions: { ...config.extensions, gateway } } : config;
  }

  override wrapResolve(
    resolve: Resolver<Types['Context']>,
    config: PothosOutputFieldConfig<Types>,
  ): Resolver<Types['Context']> {
    const field = gatewayOf(config);
    if (!field || config.kind === 'Subscription') return resolve;
    return async (parent, args, given, info) => {
      const context = ours(given);
      const signal = signalOf(info, context);
      if ('lanes' in field) {
        const comparison = openComparison(field, { ...args }, context, signal);
        return resolve(parent, args, { ...context, comparison }, info);
      }
      const call = openCall({ ...field, decode: () => field.decode({ ...args }) }, context, signal);
      try {
        return await resolve(parent, args, { ...context, call }, info);
      } catch (thrown) {
        const error = toGatewayError(thrown);
        // The pipeline logs its own faults; this one happened in the resolver.
        if (error !== thrown)
          context.deps.pipeline.log.error('A gateway field failed.', { callId: call.callId, error });
        return new FailedCall(call, error);
      }
    };
  }

  override wrapSubscribe(
    subscribe: Resolver<Types['Context']> | undefined,
    config: PothosOutputFieldConfig<Types>,
  ): Resolver<Types['Context']> | undefined {
    const field = gatewayOf(config);
    if (!field || !subscribe) return subscribe;
    return async (parent, args, given, info) => {
      const context = ours(given);
      const signal = signalOf(info, context);
      const opened =
        'lanes' in field
          ? { comparison: openComparison(field, { ...args }, context, signal) }
          : { call: openCall({ ...field, decode: () => field.decode({ ...args }) }, context, signal) };
      // What a subscribe function gives is checked by GraphQL itself; here it only has to be stopped in time.
      const events = (await subscribe(parent, args, { ...context, ...opened }, info)) as AsyncIterable<unknown>;
      return stopOnReturn(events, opened.call ?? opened.comparison);
    };
  }

  override afterBuild(schema: GraphQLSchema): GraphQLSchema {
    assertRootFieldsOnly(schema);
    return schema;
  }
}

SchemaBuilder.registerPlugin(GATEWAY, GatewayPlugin);

/** The builder has one type of context; the plugin interface is written for any. */
function ours(context: object): GraphqlContext {
  return context as GraphqlContext;
}

function gatewayOf({
  extensions,
}: {
  readonly extensions?: object | null | undefined;
}): GatewayFieldOptions | undefined {
  return (extensions as { gateway?: GatewayFieldOptions } | null | undefined)?.gateway;
}

function signalOf(info: GraphQLResolveInfo, { signal }: GraphqlContext): AbortSignal {
  return info.getAbortSignal?.() ?? signal;
}

/**
 * `return()` of a generator waits for the `next()` it is in, which may wait for a provider that says nothing. Stopping
 * the call ends that wait.
 */
function stopOnReturn(events: AsyncIterable<unknown>, call: { stop(): void }): AsyncIterableIterator<unknown> {
  const source = events[Symbol.asyncIterator]();
  return {
    next: () => source.next(),
    async return() {
      call.stop();
      return (await source.return?.()) ?? { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** A call inside a list or a nested object would run an unknown number of times. */
export function assertRootFieldsOnly(schema: GraphQLSchema): void {
  const allowed = new Set([schema.getMutationType(), schema.getSubscriptionType()]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(isObjectType(type) || isInterfaceType(type)) || (isObjectType(type) && allowed.has(type))) continue;
    for (const [name, field] of Object.entries(type.getFields())) {
      if (gatewayOf(field))
        throw new Error(
          `${type.name}.${name} is a gateway field, but only fields of Mutation and Subscription may be.`,
        );
    }
  }
}
