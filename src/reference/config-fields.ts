/** The fields of a configuration, as a JSON Schema and as a table for people. */
import { z } from 'zod';
import { code, table } from '#reference/markdown.ts';

/** As much of JSON Schema as configurations are made of. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-format'?: string;
}

/** JSON Schema 2020-12 of what may be written, with a title. */
export function configSchemaOf(title: string, schema: z.ZodType): object {
  return { title, ...z.toJSONSchema(schema, { io: 'input' }) };
}

/** A row for each field, those inside lists and objects included. */
export function fieldTable(schema: z.ZodType): string {
  const rows = rowsOf(z.toJSONSchema(schema, { io: 'input' }) as Schema, '');
  return rows.length === 0 ? 'It has no settings.' : table(['Field', 'Type', 'Default', 'Meaning'], rows);
}

function rowsOf({ properties = {}, required = [] }: Schema, prefix: string): string[][] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const row = [code(path), typeOf(field), defaultOf(field, required.includes(name)), field.description ?? ''];
    const inner = field.items ? rowsOf(field.items, `${path}[].`) : rowsOf(field, `${path}.`);
    return [row, ...inner];
  });
}

function defaultOf({ default: fallback }: Schema, isRequired: boolean): string {
  if (fallback !== undefined) return code(JSON.stringify(fallback));
  return isRequired ? '_needed_' : '';
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => code(value)).join(', ');
  switch (schema.type) {
    case 'string':
      return schema['x-format'] === 'duration' ? 'length of time' : 'text';
    case 'integer':
      return `whole number${boundsOf(schema)}`;
    case 'number':
      return `number${boundsOf(schema)}`;
    case 'boolean':
      return '`true`, `false`';
    case 'array':
      return schema.items?.properties ? 'list of objects' : `list of ${typeOf(schema.items ?? {})}`;
    default:
      return schema.type ?? 'any';
  }
}

function boundsOf({ minimum, maximum }: Schema): string {
  return minimum === undefined || maximum === undefined ? '' : ` from ${minimum} to ${maximum}`;
}
