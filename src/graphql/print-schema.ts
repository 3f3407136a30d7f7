/** The schemas as text, sorted, so that a change of the contract is a readable difference. */
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemas } from '#graphql/schema.ts';

export interface PrintedSchema {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
}

export function printSchemas(): readonly PrintedSchema[] {
  const schemas = buildSchemas();
  return [
    { path: 'schema/gatehouse.graphql', text: `${printSchema(lexicographicSortSchema(schemas.admin))}\n` },
    { path: 'schema/public.graphql', text: `${printSchema(lexicographicSortSchema(schemas.public))}\n` },
  ];
}
