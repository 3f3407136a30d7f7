/** The tools of a request, and which of them the model may or must call, in our own words. */
import type { ToolChoice, ToolDefinition } from '#core/chat/request.ts';
import type { FieldReader } from '#http/field-reader.ts';

export function decodeTools(reader: FieldReader): readonly ToolDefinition[] {
  return reader.objects('tools').map(decodeTool);
}

/** A function without parameters takes none, which as a schema is an object without members. */
const NO_PARAMETERS = { type: 'object', properties: {} } as const;

const KNOWN_FIELDS: ReadonlySet<string> = new Set(['type', 'function']);

function decodeTool(reader: FieldReader): ToolDefinition {
  requireFunction(reader);
  const definition = reader.inside('function');
  const description = definition.string('description');
  const strict = definition.boolean('strict');
  return {
    name: definition.neededString('name'),
    ...(description !== undefined && { description }),
    inputSchema: definition.object('parameters') ?? NO_PARAMETERS,
    ...(strict !== undefined && { strict }),
    ...reader.others(KNOWN_FIELDS),
  };
}

const CHOICES = ['auto', 'none', 'required'] as const;

export function decodeToolChoice(reader: FieldReader): ToolChoice {
  const choice = reader.value.tool_choice ?? undefined;
  if (choice === undefined) return 'auto';
  if (typeof choice === 'string') return reader.oneOf('tool_choice', CHOICES) ?? 'auto';
  const named = reader.inside('tool_choice');
  requireFunction(named);
  return { name: named.inside('function').neededString('name') };
}

function requireFunction(reader: FieldReader): void {
  if (!reader.has('type')) reader.report('type', 'Is required.', 'required');
  else if (reader.value.type !== 'function') reader.report('type', 'Only "function" is supported.', 'not_supported');
}
