/** The tools of a request, and which of them the model may or must call, in our own words. */
import type { ToolChoice, ToolDefinition, VendorBlock } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { decodeExtensible } from '#doors/decode-extensible.ts';
import type { FieldReader } from '#http/field-reader.ts';

export interface DecodedTools {
  readonly tools: readonly ToolDefinition[];
  readonly vendorTools?: readonly VendorBlock[];
  readonly toolChoice: ToolChoice;
  /** A choice that has no word of ours. */
  readonly extra: JsonObject;
}

export function decodeTools(reader: FieldReader): DecodedTools {
  const given = reader.objects('tools');
  // Several servers go without the type where there is a function.
  const isFunction = ({ value }: FieldReader): boolean => (value.type ?? 'function') === 'function';
  const own = given.filter((tool) => !isFunction(tool)).map(({ value }) => ({ vendor: 'openai-chat', value }));
  const legacy = reader.objects('functions').map((definition) => decodeDefinition(definition));
  const tools = [...given.filter(isFunction).map(decodeTool), ...legacy];
  const { choice, allowed, extra = {} } = decodeChoice(reader);
  return {
    tools: allowed ? tools.filter(({ name }) => allowed.includes(name)) : tools,
    ...(own.length > 0 && { vendorTools: own }),
    toolChoice: choice,
    extra,
  };
}

/** A function without parameters takes none, which as a schema is an object without members. */
const NO_PARAMETERS = { type: 'object', properties: {} } as const;

const KNOWN_FIELDS: ReadonlySet<string> = new Set(['type', 'function']);

function decodeTool(reader: FieldReader): ToolDefinition {
  return { ...decodeDefinition(reader.inside('function')), ...decodeExtensible(reader, KNOWN_FIELDS) };
}

function decodeDefinition(definition: FieldReader): ToolDefinition {
  const description = definition.string('description');
  const strict = definition.boolean('strict');
  return {
    name: definition.neededString('name'),
    ...(description !== undefined && { description }),
    inputSchema: definition.object('parameters') ?? NO_PARAMETERS,
    ...(strict !== undefined && { strict }),
  };
}

/** `any` is Mistral's word for `required`. */
const CHOICES = ['auto', 'none', 'required', 'any'] as const;

interface Choice {
  readonly choice: ToolChoice;
  /** Names of the only tools that may be called. */
  readonly allowed?: readonly string[];
  readonly extra?: JsonObject;
}

function decodeChoice(reader: FieldReader): Choice {
  const given = reader.value.tool_choice ?? undefined;
  if (given === undefined) return { choice: decodeLegacyChoice(reader) };
  if (typeof given === 'string') {
    const choice = reader.oneOf('tool_choice', CHOICES) ?? 'auto';
    return { choice: choice === 'any' ? 'required' : choice };
  }
  const named = reader.inside('tool_choice');
  switch (named.string('type') ?? 'function') {
    case 'function':
      return { choice: { name: named.inside('function').neededString('name') } };
    case 'allowed_tools':
      return decodeAllowed(named.inside('allowed_tools'));
    default:
      return { choice: 'auto', extra: { tool_choice: named.value } };
  }
}

/** Others are left out of the request, which forbids them to every vendor. */
function decodeAllowed(reader: FieldReader): Choice {
  const choice = reader.oneOf('mode', ['auto', 'required']) ?? 'auto';
  const functions = reader.objects('tools').filter(({ value }) => value.type === 'function');
  return { choice, allowed: functions.map((tool) => tool.inside('function').neededString('name')) };
}

/** The way of 2023. */
function decodeLegacyChoice(reader: FieldReader): ToolChoice {
  if (!reader.has('function_call')) return 'auto';
  if (typeof reader.value.function_call === 'string')
    return reader.oneOf<'auto' | 'none'>('function_call', ['auto', 'none']) ?? 'auto';
  return { name: reader.inside('function_call').neededString('name') };
}
