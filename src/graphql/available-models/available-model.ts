/** Models as a caller sees them: names to use in requests, and only those that its key may use. */
import { commonFacts } from '#core/cost/common-facts.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Model } from '#core/snapshot.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { connectionOf, PAGE_ARGUMENTS, pageComplexity, readPage, toConnection } from '#graphql/connection.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { describeModels } from '#graphql/price/describe-models.ts';
import { usableModels } from '#pipeline/admit.ts';

const AvailableModel = builder.objectRef<Model>('AvailableModel').implement({
  description: 'A model as callers see it.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name to use in requests.' }),
    displayName: t.exposeString('displayName', { description: 'Name for people.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
  }),
});

describeModels(AvailableModel, ({ targets }) => commonFacts(targets));

const AvailableModelConnection = connectionOf('AvailableModel', AvailableModel, {
  plural: 'models',
  subGraphs: PUBLIC,
});

builder.queryField('models', (t) =>
  t.field({
    type: AvailableModelConnection,
    description: 'Models this key may use, by name.',
    subGraphs: PUBLIC,
    skipTypeScopes: true,
    args: { ...PAGE_ARGUMENTS },
    complexity: pageComplexity,
    resolve(_root, args, context) {
      const { first, after } = readPage(args);
      const models = modelsOf(context);
      const rest = after === null ? models : models.filter(({ name }) => name > nameOfCursor(after));
      const rows = rest.slice(0, first);
      return toConnection({ rows, hasNext: rest.length > first, cursorOf, totalCount: models.length }, after);
    },
  }),
);

builder.queryField('model', (t) =>
  t.field({
    type: AvailableModel,
    nullable: true,
    description: 'One model by its name or one of its aliases; null where this key may not use it.',
    subGraphs: PUBLIC,
    skipTypeScopes: true,
    args: { name: t.arg.string({ required: true, description: 'Name as in requests.' }) },
    resolve(_root, { name }, context) {
      const named = context.snapshot.models.get(name);
      return named && modelsOf(context).includes(named) ? named : null;
    },
  }),
);

function modelsOf(context: GraphqlContext): readonly Model[] {
  const caller = context.caller();
  if (caller.type === 'anonymous') throw new GatewayError('UNAUTHENTICATED');
  return usableModels(context.snapshot, caller, null).toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

function cursorOf({ name }: Model): string {
  return Buffer.from(name).toString('base64url');
}

function nameOfCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString();
}
