/** Recorded requests of Gemini and Vertex AI as a caller's, and out again: what leaves means what was recorded. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isJsonObject } from '#core/json.ts';
import { gemini } from '#providers/gemini.ts';
import { vertex } from '#providers/vertex.ts';
import { dialectOf } from '#test/recorded/dialects.ts';
import { type Exchange, readExchanges, recordedProviders, SKIP_MESSAGE } from '#test/recorded/exchanges.ts';
import type { Foreign } from '#test/recorded/expectation.ts';
import { inCamelCase, inJsonSchema, readGemini } from '#test/recorded/gemini/read-gemini.ts';

const names = recordedProviders();

test('recorded requests of Gemini', { skip: names.length === 0 && SKIP_MESSAGE }, () => undefined);

for (const name of names) {
  const exchanges = readExchanges(name).filter((exchange) => dialectOf(exchange)?.name === 'gemini');
  if (exchanges.length === 0) continue;
  describe(`requests of ${name}`, () => {
    for (const exchange of exchanges) test(exchange.name, () => judge(exchange));
  });
}

function judge({ request: { path, body } }: Exchange): void {
  assert.ok(isJsonObject(body));
  const [, baseUrl = '', place = '', model = '', verb = ''] =
    /^(\/v[^/]+)\/(.*)models\/([^/]+):(\w+)(?:\?alt=sse)?$/.exec(path) ?? [];
  const [, project, location] = /^projects\/([^/]+)\/locations\/([^/]+)\//.exec(place) ?? [];
  const adapter = project === undefined ? gemini : vertex;
  const settings = project === undefined ? {} : { project, location };
  const { wire, warnings } = adapter.encode({
    baseUrl,
    options: adapter.options.parse(settings) as never,
    request: readGemini(body),
    upstreamModel: model,
    stream: verb === 'streamGenerateContent',
  });
  assert.deepEqual(warnings, []);
  assert.equal(wire.url, path);
  assert.deepEqual(meaningOf(wire.body), meaningOf(body));
}

/** Silence and defaults are the same, and so are two contents of one role and one with the parts of both. */
function meaningOf(given: Foreign): Foreign {
  const {
    contents,
    systemInstruction,
    tools = [],
    toolConfig = {},
    generationConfig = {},
    ...rest
  } = inCamelCase(given);
  const offered = [tools].flat();
  const declared = offered.flatMap((tool) => tool.functionDeclarations ?? []);
  const { functionCallingConfig: calling, ...otherTools } = toolConfig;
  const { responseModalities, responseSchema, responseJsonSchema, ...config } = generationConfig;
  const isText = !responseModalities || responseModalities.join() === 'TEXT';
  const isAll = calling?.mode === 'ANY' && calling.allowedFunctionNames?.length === declared.length;
  return {
    ...rest,
    system: (systemInstruction?.parts ?? []).map(({ text }: Foreign) => text),
    contents: inTurns(contents),
    functions: declared.map(({ name, description, parameters, parametersJsonSchema }: Foreign) => ({
      name,
      description: description || undefined,
      schema: parametersJsonSchema ?? inJsonSchema(parameters),
    })),
    tools: offered.filter((tool) => !tool.functionDeclarations),
    toolConfig: otherTools,
    calling: calling?.mode === 'AUTO' ? undefined : isAll ? { mode: 'ANY' } : calling,
    config,
    schema: responseJsonSchema ?? inJsonSchema(responseSchema),
    modalities: isText ? undefined : responseModalities,
  };
}

interface Turn {
  readonly role: string;
  readonly parts: Foreign[];
}

function inTurns(contents: readonly Turn[]): Turn[] {
  const turns: Turn[] = [];
  for (const { role, parts } of contents) {
    const last = turns.at(-1);
    const said = parts.filter(({ text }: Foreign) => text !== '');
    if (last && last.role === role) last.parts.push(...said);
    else turns.push({ role, parts: said });
  }
  return turns;
}
