/** The tools of a request, and which of them the model may or must call, in our own words. */
import type { ToolChoice, ToolDefinition, VendorBlock } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { decodeExtensible } from '#doors/decode-extensible.ts';
import type { FieldReader } from '#http/field-reader.ts';
import { WIRE } from '#openai/responses/wire-name.ts';

export interface DecodedTools {
  readonly tools: readonly ToolDefinition[];
  readonly vendorTools?: readonly VendorBlock[];
  readonly toolChoice: ToolChoice;
  /** A choice that has no word of ours. */
  readonly extra: JsonObject;
}

export function decodeTools(reader: FieldReader): DecodedTools {
  const given = reader.objects('tools');
  const own = given.filter((tool) => !isFunction(tool)).map(({ value }) => ({ vendor: WIRE, value }));
  const tools = given.filter(isFunction).map(decodeTool);
  const { choice, allowed, extra = {} } = decodeChoice(reader);
  return {
    tools: allowed ? tools.filter(({ name }) => allowed.includes(name)) : tools,
    ...(own.length > 0 && { vendorTools: own }),
    toolChoice: choice,
    extra,
  };
}

function isFunction({ value }: FieldReader): boolean {
  return value.type === 'function';
}

/** A function without parameters takes none, which as a schema is an object without members. */
const NO_PARAMETERS = { type: 'object', properties: {} } as const;

const KNOWN_FIELDS: ReadonlySet<string> = new Set(['type', 'name', 'description', 'parameters', 'strict']);

function decodeTool(tool: FieldReader): ToolDefinition {
  const description = tool.string('description');
  const strict = tool.boolean('strict');
  return {
    name: tool.neededString('name'),
    ...(description !== undefined && { description }),
    inputSchema: tool.object('parameters') ?? NO_PARAMETERS,
    ...(strict !== undefined && { strict }),
    ...decodeExtensible(tool, KNOWN_FIELDS),
  };
}

interface Choice {
  readonly choice: ToolChoice;
  /** Names of the only tools that may be called. */
  readonly allowed?: readonly string[];
  readonly extra?: JsonObject;
}

function decodeChoice(reader: FieldReader): Choice {
  const given = reader.value.tool_choice ?? undefined;
  if (given === undefined) return { choice: 'auto' };
  if (typeof given === 'string')
    return {
      choice: reader.oneOf<'auto' | 'none' | 'required'>('tool_choice', ['auto', 'none', 'required']) ?? 'auto',
    };
  const named = reader.inside('tool_choice');
  const type = named.neededString('type');
  if (type === 'function') return { choice: { name: named.neededString('name') } };
  return (type === 'allowed_tools' && decodeAllowed(named)) || { choice: 'auto', extra: { tool_choice: named.value } };
}

/** Other functions are left out of the request, which forbids them to every vendor. Undefined where not all are functions. */
function decodeAllowed(reader: FieldReader): Choice | undefined {
  const tools = reader.objects('tools');
  if (!tools.every(isFunction)) return undefined;
  const choice = reader.oneOf<'auto' | 'required'>('mode', ['auto', 'required']) ?? 'auto';
  return { choice, allowed: tools.map((tool) => tool.neededString('name')) };
}
