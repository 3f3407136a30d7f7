/** A plugin's configuration as the API has it: what its schema says, in the few kinds of fields that GraphQL knows. */
import { z } from 'zod';
import type { Json } from '#core/json.ts';
import type { AnyPlugin } from '#core/plugin.ts';

export type Shape =
  | { readonly type: 'text' | 'boolean' | 'int' | 'safe-int' | 'float' | 'duration' | 'json' }
  | EnumShape
  | { readonly type: 'list'; readonly item: Shape }
  | ObjectShape;

export interface EnumShape {
  readonly type: 'enum';
  readonly name: string;
  readonly description: string;
  /** In the plugin's own words. */
  readonly values: readonly string[];
}

export interface ObjectShape {
  readonly type: 'object';
  /** Of the type that is read; the one that is written ends in `Input`. */
  readonly name: string;
  readonly description: string;
  readonly fields: readonly FieldShape[];
}

export interface FieldShape {
  readonly name: string;
  readonly description: string;
  /** Whether whoever writes a configuration has to say it. */
  readonly required: boolean;
  /** What it is where nothing was said; undefined where it is nothing then. */
  readonly fallback: Json | undefined;
  readonly shape: Shape;
}

/** As much of JSON Schema as configurations of plugins are made of. */
interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly enum?: readonly string[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-format'?: string;
}

const LARGEST_INT = 2 ** 31 - 1;

export function configSchema({ config }: AnyPlugin): Json {
  return z.toJSONSchema(config, { io: 'input' }) as Json;
}

/** @throws Error where the configuration has something that no form and no type of the API can be made of. */
export function shapeOfConfig(plugin: AnyPlugin): ObjectShape {
  const schema = configSchema(plugin) as JsonSchema;
  return objectShape(schema, `${pascalCase(plugin.id)}Config`, plugin.summary);
}

/** The plugin's field in `PluginConfigInput`: `rate-limit` becomes `rateLimit`. */
export function fieldOfPlugin({ id }: AnyPlugin): string {
  return id.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}

function objectShape(schema: JsonSchema, name: string, description: string): ObjectShape {
  const fields = Object.entries(schema.properties ?? {}).map(([field, member]): FieldShape => {
    const about = member.description ?? '';
    return {
      name: field,
      description: about,
      required: schema.required?.includes(field) ?? false,
      fallback: member.default,
      shape: shapeOf(member, `${name}${capitalized(field)}`, about),
    };
  });
  return { type: 'object', name, description, fields };
}

function shapeOf(schema: JsonSchema, name: string, description: string): Shape {
  switch (schema.type) {
    case 'string':
      if (schema.enum) return { type: 'enum', name, description, values: schema.enum };
      return { type: schema['x-format'] === 'duration' ? 'duration' : 'text' };
    case 'boolean':
      return { type: 'boolean' };
    case 'number':
      return { type: 'float' };
    case 'integer':
      return { type: isWide(schema) ? 'safe-int' : 'int' };
    case 'array':
      return { type: 'list', item: itemShape(schema, name, description) };
    case 'object':
      return schema.properties ? objectShape(schema, name, description) : { type: 'json' };
    default:
      throw new Error(`${name} has no plain type, so the API cannot have it: ${JSON.stringify(schema)}`);
  }
}

function itemShape({ items = {} }: JsonSchema, name: string, description: string): Shape {
  const item = shapeOf(items, name, description);
  return item.type === 'list' ? { type: 'json' } : item;
}

function isWide({ minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY }: JsonSchema): boolean {
  return minimum < -LARGEST_INT || maximum > LARGEST_INT;
}

function pascalCase(id: string): string {
  return id.split('-').map(capitalized).join('');
}

function capitalized(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
