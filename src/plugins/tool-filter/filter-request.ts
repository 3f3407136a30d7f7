/** Takes tools out of a request that may not be offered, and puts those in that are always offered. */
import type { ChatRequest, ToolDefinition } from '#core/chat/request.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { type JudgeTool, namesOfVendorTool } from '#plugins/tool-filter/judge-tool.ts';

export interface Filtered {
  /** The very same where nothing was to do. */
  readonly request: ChatRequest;
  /** Names of what was taken out. */
  readonly dropped: readonly string[];
  /** Names of all that is offered now. */
  readonly offered: ReadonlySet<string>;
}

/** Vendors' own fields that offer tools, without their underscores and capitals. Callers may send them word for word. */
const FOREIGN = ['tools', 'functions', 'toolconfig', 'mcpservers', 'websearchoptions', 'connectors'];

/** `judge` is absent where every tool may be offered. */
export function filterRequest(
  request: ChatRequest,
  judge: JudgeTool | undefined,
  added: readonly ToolDefinition[],
): Filtered {
  const dropped: string[] = [];
  const keep = (names: readonly string[]): boolean => {
    if (!judge || judge(names)) return true;
    dropped.push(names[0] ?? 'a tool without a name');
    return false;
  };
  const { vendorTools, extra, providerOptions } = request;
  const own = request.tools.filter(({ name }) => keep([name]));
  const vendors = vendorTools?.filter((tool) => keep(namesOfVendorTool(tool)));
  const strip = (object: JsonObject): JsonObject => (judge ? dropForeign(object, dropped) : object);
  const fields = {
    extra: strip(extra),
    ...(providerOptions && { providerOptions: stripEach(providerOptions, strip) }),
  };
  const names = new Set(added.map(({ name }) => name));
  const tools = [...own.filter(({ name }) => !names.has(name)), ...added];
  const offered = new Set([...tools.map(({ name }) => name), ...(vendors ?? []).flatMap(namesOfVendorTool)]);
  if (dropped.length === 0 && added.length === 0) return { request, dropped, offered };
  const filtered = { ...request, ...fields, tools, ...(vendors && { vendorTools: vendors }) };
  return { request: withChoice(filtered, offered), dropped, offered };
}

/** A choice among tools means nothing where they are gone; vendors refuse it. */
function withChoice(request: ChatRequest, offered: ReadonlySet<string>): ChatRequest {
  const { toolChoice, parallelToolCalls: _, ...rest } = request;
  if (offered.size === 0) return { ...rest, toolChoice: 'auto' };
  const isGone = typeof toolChoice === 'object' && !offered.has(toolChoice.name);
  return isGone ? { ...request, toolChoice: 'auto' } : request;
}

function stripEach(
  options: NonNullable<ChatRequest['providerOptions']>,
  strip: (object: JsonObject) => JsonObject,
): NonNullable<ChatRequest['providerOptions']> {
  return Object.fromEntries(Object.entries(options).map(([vendor, object]) => [vendor, strip(object)]));
}

/** At any depth, since some vendors nest them. */
function dropForeign(object: JsonObject, dropped: string[]): JsonObject {
  const kept = Object.entries(object).filter(([name]) => {
    if (!FOREIGN.includes(name.replaceAll(/[_-]/g, '').toLowerCase())) return true;
    dropped.push(name);
    return false;
  });
  return Object.fromEntries(kept.map(([name, value]) => [name, dropInValue(value, dropped)]));
}

function dropInValue(value: Json, dropped: string[]): Json {
  if (Array.isArray(value)) return value.map((item: Json) => dropInValue(item, dropped));
  return isJsonObject(value) ? dropForeign(value, dropped) : value;
}
