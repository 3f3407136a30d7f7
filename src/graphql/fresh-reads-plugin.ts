/**
 * Lets every field of a mutation read what the fields before it have written. Loaders remember for as long as an operation
 * runs, and these run one after another: without this the second of two changes would show the state after the first.
 */
import SchemaBuilder, {
  BasePlugin,
  initContextCache,
  type PothosOutputFieldConfig,
  type SchemaTypes,
} from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      freshReads: FreshReadsPlugin<Types>;
    }
  }
}

const FRESH_READS = 'freshReads';
export default FRESH_READS;

class FreshReadsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { kind }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (kind !== 'Mutation') return resolve;
    return (parent, args, context, info) => {
      Object.assign(context, initContextCache());
      return resolve(parent, args, context, info);
    };
  }
}

SchemaBuilder.registerPlugin(FRESH_READS, FreshReadsPlugin);
