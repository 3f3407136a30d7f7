/** Takes out of a request what only OpenAI's other wire knows, and says so: servers of this one refuse fields they never heard of. */
import type { ChatRequest, Extensible } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';

/** https://platform.openai.com/docs/api-reference/responses/create */
const PARAMETERS = new Set(['context_management', 'include', 'max_tool_calls', 'text', 'truncation']);
const FIELDS = new Set(['allowed_callers', 'caller', 'defer_loading', 'namespace', 'output_schema', 'phase']);

export function leaveOutResponses(request: ChatRequest, title: string, warnings: ChatWarning[]): ChatRequest {
  const left = new Set<string>();

  const without = <Place extends Extensible>(place: Place, names: ReadonlySet<string>): Place => {
    const { extra = {} } = place;
    const found = Object.keys(extra).filter((name) => names.has(name));
    if (found.length === 0) return place;
    for (const name of found) left.add(name);
    return { ...place, extra: rest(extra, names) };
  };

  const plain: ChatRequest = {
    ...without(request, PARAMETERS),
    messages: request.messages.map((message) => {
      const said = without(message, FIELDS);
      return said.role === 'assistant'
        ? { ...said, toolCalls: said.toolCalls.map((call) => without(call, FIELDS)) }
        : said;
    }),
    tools: request.tools.map((tool) => without(tool, FIELDS)),
  };
  for (const setting of left) warnings.push({ setting, message: `${title} has no such field; it was left out.` });
  return left.size === 0 ? request : plain;
}

function rest(extra: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(extra).filter(([name]) => !names.has(name)));
}
