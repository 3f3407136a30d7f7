/** A vendor that official clients are led to: it says the same in its own wire as every other one. */
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import type { RecordedRequest, Reply } from '#test/support/upstream.ts';
import { hang, json } from '#test/support/upstream.ts';

/** Word in the prompt that chooses the answer. */
export const PROMPT = {
  text: 'scenario-text',
  tools: 'scenario-tools',
  structured: 'scenario-structured',
  hang: 'scenario-hang',
  endless: 'scenario-endless',
  limited: 'scenario-limited',
  broken: 'scenario-broken',
} as const;
export type Scenario = keyof typeof PROMPT;

/** What every vendor says, whichever way it is written. */
export const PIECES = ['Hello', ' there.'] as const;
export const TEXT = PIECES.join('');
export const CALL = { id: 'call_1', name: 'add', input: ['{"a":1', ',"b":2}'] } as const;
export const STRUCTURED = '{"answer":42}';
export const TOKENS = { input: 3, output: 2 } as const;
export const VECTORS = [
  [0.25, -0.5, 0.75],
  [1, 0, -1],
] as const;

export interface Vendor {
  /** As `ProviderKind` has it. */
  readonly kind: string;
  readonly secret: string;
  readonly settings: JsonObject;
  readonly chatModel: string;
  readonly embeddingModel: string | null;
  /** Whether the request asks for a stream. */
  isStreamed(request: RecordedRequest): boolean;
  isEmbedding(request: RecordedRequest): boolean;
  text(streamed: boolean): Reply;
  call(streamed: boolean): Reply;
  /** `forcedTool` where the vendor was made to answer through a tool. */
  structured(streamed: boolean, forcedTool: string | undefined): Reply;
  /** One vector an input. */
  vectors(count: number): Reply;
  endless(): Reply;
  error(status: number, message: string): Reply;
}

export function replyOf(vendor: Vendor, request: RecordedRequest): Reply {
  if (vendor.isEmbedding(request)) return vendor.vectors(inputCount(request.body));
  const body = JSON.stringify(request.body);
  const streamed = vendor.isStreamed(request);
  // The newest question decides: what came before is history.
  const scenario = (Object.keys(PROMPT) as Scenario[]).reduce((best, name) =>
    body.lastIndexOf(PROMPT[name]) > body.lastIndexOf(PROMPT[best]) ? name : best,
  );
  switch (scenario) {
    case 'text':
      return vendor.text(streamed);
    case 'tools':
      return hasToolResult(body) ? vendor.text(streamed) : vendor.call(streamed);
    case 'structured':
      return vendor.structured(streamed, forcedTool(request.body));
    case 'hang':
      return hang();
    case 'endless':
      return vendor.endless();
    case 'limited':
      return vendor.error(429, 'Too many requests.');
    case 'broken':
      return vendor.error(500, 'Something broke.');
    default:
      return scenario satisfies never;
  }
}

/** The tests answer every tool call with this. */
export const TOOL_RESULT = 'the-sum-is-3';

function hasToolResult(body: string): boolean {
  return body.includes(TOOL_RESULT);
}

/** Where a vendor has no form for JSON that follows a schema, it is made to call a tool. */
function forcedTool(body: Json): string | undefined {
  const { tool_choice, toolConfig } = isJsonObject(body) ? body : {};
  const choice = isJsonObject(tool_choice) ? tool_choice.name : undefined;
  const converse = isJsonObject(toolConfig) && isJsonObject(toolConfig.toolChoice) ? toolConfig.toolChoice.tool : null;
  const name = choice ?? (isJsonObject(converse) ? converse.name : undefined);
  return typeof name === 'string' ? name : undefined;
}

function inputCount(body: Json): number {
  const given = isJsonObject(body) ? (body.input ?? body.texts ?? body.requests ?? body.inputText) : undefined;
  return Array.isArray(given) ? given.length : 1;
}

export function vectorAt(index: number): readonly number[] {
  return VECTORS[index % VECTORS.length] ?? [];
}

export { json };
