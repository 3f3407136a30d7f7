/**
 * A recorded request of Gemini as a caller who means the same would write it. Where the language has no word, the caller
 * says it as an option for this vendor alone, or as a part in the vendor's own form.
 */
import type { AssistantMessage, ChatRequest, ContentPart, Message } from '#core/chat/request.ts';
import { chatRequest } from '#core/chat/request.ts';
import type { Foreign } from '#test/recorded/expectation.ts';

/** What the caller wrote itself: its names are not those of the wire. */
const CALLERS = new Set(['args', 'response', 'parameters', 'parametersJsonSchema', 'responseJsonSchema', 'labels']);

/** Google takes both spellings of every field. */
export function inCamelCase(value: Foreign): Foreign {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [camel, CALLERS.has(camel) ? member : inCamelCase(member)];
    }),
  );
}

/** The older fields for schemas have types in capitals and an order of the members; JSON Schema has neither. */
export function inJsonSchema(value: Foreign, isName = false): Foreign {
  if (Array.isArray(value)) return value.map((item) => inJsonSchema(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => isName || !/^property_?ordering$/i.test(name))
      .map(([name, member]) => [
        isName || name !== 'any_of' ? name : 'anyOf',
        !isName && name === 'type'
          ? String(member).toLowerCase()
          : inJsonSchema(member, !isName && name === 'properties'),
      ]),
  );
}

export function readGemini(given: Foreign): ChatRequest {
  const {
    contents,
    systemInstruction,
    tools = [],
    toolConfig = {},
    generationConfig = {},
    labels,
    ...others
  } = inCamelCase(given);
  const {
    responseModalities,
    responseMimeType,
    responseJsonSchema,
    responseSchema,
    thinkingConfig,
    candidateCount,
    responseLogprobs,
    logprobs,
    stopSequences,
    temperature,
    topP,
    topK,
    maxOutputTokens,
    seed,
    presencePenalty,
    frequencyPenalty,
    ...otherConfig
  } = generationConfig;
  const offered = [tools].flat();
  const declared = offered.flatMap((tool) => tool.functionDeclarations ?? []);
  const own = offered.filter((tool) => !tool.functionDeclarations);
  const { functionCallingConfig: calling, includeServerSideToolInvocations: mixed, ...otherTools } = toolConfig;
  const choice = choiceOf(calling, declared);
  const isSaidAnyway = own.length > 0 && declared.length > 0;
  const options = {
    ...others,
    ...(Object.keys(otherConfig).length > 0 && { generationConfig: otherConfig }),
    toolConfig: {
      ...otherTools,
      ...(mixed && !isSaidAnyway && { includeServerSideToolInvocations: mixed }),
      ...(choice === undefined && { functionCallingConfig: calling }),
    },
  };
  if (Object.keys(options.toolConfig).length === 0) delete options.toolConfig;
  const schema = responseJsonSchema ?? inJsonSchema(responseSchema);
  return chatRequest({
    messages: [
      ...(systemInstruction ? [{ role: 'system', content: systemInstruction.parts.map(textPart) } as const] : []),
      ...contents.flatMap(messagesOf),
    ],
    tools: declared.map(({ name, description, parametersJsonSchema, parameters }: Foreign) => ({
      name,
      ...(description && { description }),
      inputSchema: parametersJsonSchema ?? inJsonSchema(parameters),
    })),
    vendorTools: own.map((value) => ({ vendor: 'gemini', value })),
    ...(choice !== undefined && { toolChoice: choice }),
    ...(schema
      ? { responseFormat: { type: 'json-schema', name: 'answer', schema } }
      : responseMimeType && { responseFormat: { type: 'json' } }),
    sampling: silent({
      temperature,
      topP,
      topK,
      maxOutputTokens,
      seed,
      presencePenalty,
      frequencyPenalty,
      stop: stopSequences,
    }),
    ...(thinkingConfig && { reasoning: reasoningOf(thinkingConfig) }),
    choiceCount: candidateCount ?? 1,
    metadata: labels ?? {},
    extra: silent({
      logprobs: responseLogprobs,
      top_logprobs: logprobs,
      modalities: responseModalities?.map((one: string) => one.toLowerCase()),
    }),
    providerOptions: { gemini: options },
  });
}

/** Undefined for a choice among some of several tools. */
function choiceOf(calling: Foreign, declared: Foreign[]): ChatRequest['toolChoice'] | undefined {
  const { mode = 'AUTO', allowedFunctionNames: names } = calling ?? {};
  if (mode === 'NONE') return 'none';
  if (mode === 'AUTO' && !names) return 'auto';
  if (mode === 'ANY' && (!names || names.length === declared.length)) return 'required';
  return mode === 'ANY' && names.length === 1 ? { name: names[0] } : undefined;
}

function reasoningOf({ thinkingBudget, includeThoughts, thinkingLevel }: Foreign) {
  return silent({
    budgetTokens: thinkingBudget,
    effort: thinkingLevel?.toLowerCase(),
    summary: includeThoughts === undefined ? undefined : includeThoughts ? 'auto' : 'none',
  });
}

function messagesOf({ role, parts }: Foreign): Message[] {
  if (role === 'model') return [answerOf(parts)];
  const answers = parts.filter((part: Foreign) => part.functionResponse);
  const rest = parts.filter((part: Foreign) => !part.functionResponse);
  return [
    ...answers.map(({ functionResponse: { id, response, parts: media = [] } }: Foreign) => ({
      role: 'tool',
      toolCallId: id,
      content: [
        ...(Object.keys(response).length > 0 ? [textPart({ text: JSON.stringify(response) })] : []),
        ...media.map(partOf),
      ],
    })),
    ...(rest.length > 0 ? [{ role: 'user', content: rest.map(partOf) } as const] : []),
  ];
}

function answerOf(parts: Foreign[]): AssistantMessage {
  const calls = parts.filter((part) => part.functionCall);
  const said = parts.filter((part) => !part.functionCall && !part.thought);
  const thoughts = parts.filter((part) => part.thought);
  return {
    role: 'assistant',
    content: said.map((part) => ('text' in part ? textPart(part) : { type: 'vendor', vendor: 'gemini', value: part })),
    reasoning: [
      ...thoughts.map(({ text, thoughtSignature: signature }) => ({ text, ...(signature && { signature }) })),
      ...said
        .filter((part) => 'text' in part && part.thoughtSignature)
        .map(({ thoughtSignature: signature }) => ({ text: '', signature })),
    ],
    toolCalls: calls.map(({ functionCall: { id, name, args }, thoughtSignature: signature }) => ({
      id,
      name,
      input: JSON.stringify(args),
      ...(signature && { signature }),
    })),
  };
}

function partOf(part: Foreign): ContentPart {
  const { text, inlineData, fileData } = part;
  if (text !== undefined) return textPart(part);
  if (inlineData) {
    const source = { type: 'base64', mediaType: inlineData.mimeType, base64: inlineData.data } as const;
    return { type: /^image\//.test(inlineData.mimeType) ? 'image' : 'file', source };
  }
  if (!fileData) return { type: 'vendor', vendor: 'gemini', value: part };
  const ending = ENDINGS[fileData.mimeType];
  const source = { type: 'url', url: fileData.fileUri } as const;
  if (/youtu/.test(source.url)) return { type: 'file', source };
  return { type: 'file', source, filename: `file.${ending}` };
}

/** The caller knows what it sends, and says it by the name of the file. */
const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'video/mp4': 'mp4',
};

function textPart({ text }: Foreign) {
  return { type: 'text', text } as const;
}

function silent(given: Foreign): Foreign {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
