/** Lets only answers leave that fit a JSON Schema, and asks for better ones. */
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatChoice, ChatResult } from '#core/chat/result.ts';
import { GatewayError, invalidRequest } from '#core/error/gateway-error.ts';
import { type JsonObject, parseJson } from '#core/json.ts';
import { definePlugin, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { askAgain } from '#plugins/output-schema/ask-again.ts';
import { type CompiledSchema, compileSchema } from '#plugins/output-schema/compile-schema.ts';
import { type OutputSchemaConfig, outputSchemaConfig } from '#plugins/output-schema/config.ts';
import { SchemaProblem } from '#plugins/output-schema/prepare-schema.ts';
import { holdAnswer } from '#plugins/text/hold-answer.ts';

const CATEGORY = 'schema.invalid';

interface Wanted {
  readonly schema: CompiledSchema;
  readonly request: ChatRequest;
}

export const outputSchema = definePlugin<OutputSchemaConfig>({
  id: 'output-schema',
  title: 'Output schema',
  summary: 'Lets only answers leave that fit a JSON Schema, and asks for better ones.',
  // Behind the guards, so that what it asks again has been through them, and what is answered then goes through them too.
  stage: 'transform',
  merge: 'stack',
  config: outputSchemaConfig,
  example: { action: 'repair', attempts: 1 },
  onFailure: 'closed',
  modelsOf: ({ repairModel }) => (repairModel === undefined ? [] : [{ path: ['repairModel'], name: repairModel }]),

  compile({ schema: given, askFor, action, attempts, repairModel }, { name: plugin }): PluginHooks {
    const own =
      given === undefined ? undefined : { schema: given as JsonObject, compiled: compileSchema(given as JsonObject) };
    const wants = new WeakMap<PluginContext, Wanted>();

    const refuse = (context: PluginContext): never => {
      const found = { category: CATEGORY, action: 'blocked', stage: 'response' } as const;
      context.remarks.finding(found);
      const message = `The answer does not fit the schema that ${plugin} asks for.`;
      throw new GatewayError('GUARDRAIL_BLOCKED', { message, findings: [{ plugin, ...found }] });
    };

    /** The same choice where it fits. */
    const repaired = async (context: PluginContext, { schema, request }: Wanted, choice: ChatChoice) => {
      let current = choice;
      let problems = problemsOf(schema, choice);
      if (problems.length === 0) return choice;
      context.remarks.note(`${problems.length} problems`);
      if (action === 'flag') {
        context.remarks.finding({ category: CATEGORY, action: 'flagged', stage: 'response' });
        return choice;
      }
      if (action === 'block') return refuse(context);
      const bare = { ...current, text: withoutFence(current.text) };
      if (problemsOf(schema, bare).length === 0) current = bare;
      else {
        for (let attempt = 1; problems.length > 0; attempt += 1) {
          if (attempt > attempts) return refuse(context);
          const text = await askAgain(context.models, repairModel ?? context.model.name, {
            request,
            given: current.text,
            problems,
          });
          current = { ...current, text: withoutFence(text) };
          problems = problemsOf(schema, current);
          context.remarks.note(`asked ${attempt} times`);
        }
      }
      context.remarks.finding({ category: CATEGORY, action: 'redacted', stage: 'response' });
      const { vendorBlocks: _, ...rest } = current;
      const { unified, raw } = current.finishReason;
      return { ...rest, finishReason: { unified: unified === 'length' ? 'stop' : unified, raw } as const };
    };

    const judge = async (context: PluginContext, result: ChatResult): Promise<ChatResult> => {
      const wanted = wants.get(context);
      if (!wanted) return result;
      const choices: ChatChoice[] = [];
      for (const choice of result.choices) choices.push(await repaired(context, wanted, choice));
      if (choices.every((choice, index) => choice === result.choices[index])) return result;
      return { ...result, choices, ...(result.extra && { extra: withoutChoices(result.extra) }) };
    };

    return {
      onRequest(context, request) {
        const schema = own?.compiled ?? schemaOf(context, request, action);
        if (!schema) return { type: 'next', request };
        const told = own && askFor ? asking(request, own.schema) : request;
        wants.set(context, { schema, request: told });
        return { type: 'next', request: told };
      },
      onStream: (context) => (wants.has(context) ? holdAnswer((result) => judge(context, result)) : (event) => [event]),
    };
  },
});

/** An answer that calls tools or refuses says nothing that could fit. */
function problemsOf(schema: CompiledSchema, { text, refusal, toolCalls }: ChatChoice): readonly string[] {
  if (text === '' && (toolCalls.length > 0 || refusal !== '')) return [];
  const value = parseJson(text);
  return value === undefined ? ['The answer is not JSON.'] : schema.problemsOf(value);
}

/** Undefined where the request asks for no form. */
function schemaOf(
  context: PluginContext,
  { responseFormat }: ChatRequest,
  action: OutputSchemaConfig['action'],
): CompiledSchema | undefined {
  if (responseFormat.type === 'text') return undefined;
  try {
    return compileSchema(responseFormat.type === 'json' ? {} : responseFormat.schema);
  } catch (thrown) {
    if (!(thrown instanceof SchemaProblem)) throw thrown;
    if (action === 'flag') {
      context.remarks.finding({ category: 'schema.unread', action: 'flagged', stage: 'request' });
      return undefined;
    }
    const path = ['response_format', 'json_schema', 'schema'];
    throw invalidRequest([{ path, message: thrown.message, code: 'not_supported' }]);
  }
}

function asking(request: ChatRequest, schema: JsonObject): ChatRequest {
  if (request.responseFormat.type !== 'text') return request;
  return { ...request, responseFormat: { type: 'json-schema', name: 'answer', schema } };
}

/** Models like to wrap JSON as Markdown. */
function withoutFence(text: string): string {
  return /^\s*```[a-z]*\s*\n([\s\S]*?)\n?\s*```\s*$/i.exec(text)?.[1] ?? text;
}

/** They say of each word of the first answer how likely it was, and where it is from. */
function withoutChoices({ choices: _, ...others }: JsonObject): JsonObject {
  return others as JsonObject;
}
