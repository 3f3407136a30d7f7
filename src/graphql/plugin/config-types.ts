/** From the shape of a configuration to types of the API: one that is written and one that is read. */
import type { EnumRef, InputRef, InputTypeParam, ObjectRef, TypeParam } from '@pothos/core';
import type { Json, JsonObject } from '#core/json.ts';
import { builder } from '#graphql/builder.ts';
import { enumOf } from '#graphql/enum.ts';
import type { EnumShape, ObjectShape, Shape } from '#graphql/plugin/config-shape.ts';
import { valueToApi } from '#graphql/plugin/config-words.ts';

type Types = (typeof builder)['$inferSchemaTypes'];
export type ConfigInputRef = InputRef<Readonly<Record<string, unknown>>>;
/** Of the values as the plugin has them. */
export type ConfigObjectRef = ObjectRef<Types, JsonObject, JsonObject>;

export interface ConfigTypes {
  readonly input: ConfigInputRef;
  readonly output: ConfigObjectRef;
}

/** What a field of this shape is written as and read as. */
interface TypePair {
  readonly input: unknown;
  readonly output: unknown;
}

export function configTypes(root: ObjectShape): ConfigTypes {
  const fields = root.fields.map((field) => ({ ...field, types: typesOf(field.shape) }));
  const input = builder.inputType(`${root.name}Input`, {
    description: root.description,
    fields: (t) =>
      Object.fromEntries(
        fields.map(({ name, description, required, fallback, shape, types }) => [
          name,
          // The types are made from data here, which the field builder cannot follow: hence the casts.
          t.field({
            type: types.input as InputTypeParam<Types>,
            required,
            description,
            ...(fallback !== undefined && { defaultValue: valueToApi(shape, fallback) as never }),
          }),
        ]),
      ),
  });
  const output = builder.objectRef<JsonObject>(root.name).implement({
    description: root.description,
    fields: (t) =>
      Object.fromEntries(
        fields.map(({ name, description, required, fallback, shape, types }) => [
          name,
          t.field({
            type: types.output as TypeParam<Types>,
            nullable: !required && fallback === undefined,
            description,
            resolve: (values: JsonObject) => readField(shape, values[name]) as never,
          }),
        ]),
      ),
  });
  return { input: input as unknown as ConfigInputRef, output };
}

/** Members of nested objects are translated when they are read themselves. */
function readField(shape: Shape, value: Json | undefined): unknown {
  if (value === undefined) return null;
  const isNested = shape.type === 'object' || (shape.type === 'list' && shape.item.type === 'object');
  return isNested ? value : valueToApi(shape, value);
}

function typesOf(shape: Shape): TypePair {
  switch (shape.type) {
    case 'text':
      return both('String');
    case 'boolean':
      return both('Boolean');
    case 'int':
      return both('Int');
    case 'safe-int':
      return both('SafeInt');
    case 'float':
      return both('Float');
    case 'duration':
      return both('Duration');
    case 'json':
      return both('JSON');
    case 'enum':
      return both(enumType(shape));
    case 'list': {
      const item = typesOf(shape.item);
      return { input: [item.input], output: [item.output] };
    }
    case 'object':
      return configTypes(shape);
    default:
      return shape satisfies never;
  }
}

function both(type: string | EnumRef<Types, string, string>): TypePair {
  return { input: type, output: type };
}

function enumType({ name, description, values }: EnumShape): EnumRef<Types, string, string> {
  return enumOf<string>(name, {
    description,
    members: Object.fromEntries(values.map((value) => [value, `Written "${value}" in a configuration as JSON.`])),
  });
}
