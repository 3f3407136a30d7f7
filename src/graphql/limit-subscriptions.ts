/** Refuses a subscription that costs too much before it starts: its resolvers, where cost is judged, run with its first event. */
import { createComplexityRule } from '@pothos/plugin-complexity';
import { validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { costLimit } from '#graphql/builder.ts';
import type { GraphqlContext } from '#graphql/context.ts';

export const limitSubscriptions: Plugin<GraphqlContext> = {
  onSubscribe({ args, setResultAndStopExecution }) {
    const { schema, document, operationName, variableValues, contextValue } = args;
    const { complexity, depth, breadth } = costLimit(contextValue);
    const rule = createComplexityRule({
      context: contextValue,
      variableValues: variableValues ?? {},
      operationName: operationName ?? null,
      maxComplexity: complexity,
      maxDepth: depth,
      maxBreadth: breadth,
    });
    const errors = validate(schema, document, [rule]);
    if (errors.length > 0) setResultAndStopExecution({ errors });
  },
};
