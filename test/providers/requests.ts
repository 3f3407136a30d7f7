/** A plain question, and every setting that may stand beside it. */
import type { ChatRequest, ContentPart, ToolDefinition } from '#core/chat/request.ts';

export const QUESTION: Pick<ChatRequest, 'messages'> = {
  messages: [
    { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
    { role: 'user', content: [{ type: 'text', text: 'How does a gateway work?' }] },
  ],
};

export const TOOL: ToolDefinition = {
  name: 'find',
  description: 'Finds what is asked for.',
  inputSchema: { type: 'object', properties: { term: { type: 'string' } }, required: ['term'] },
};

const OTHER_TOOL: ToolDefinition = { name: 'count', inputSchema: { type: 'object', properties: {} } };

const SCHEMA = { type: 'object', properties: { term: { type: 'string' } }, required: ['term'] };

export interface Setting {
  /** What the request has before the setting is added to it. */
  readonly without?: Partial<ChatRequest>;
  readonly with: Partial<ChatRequest>;
}

export const SETTINGS: Readonly<Record<string, Setting>> = {
  'sampling.maxOutputTokens': { with: { sampling: { maxOutputTokens: 77 } } },
  'sampling.temperature': { with: { sampling: { temperature: 0.7 } } },
  'sampling.topP': { with: { sampling: { topP: 0.5 } } },
  'sampling.topK': { with: { sampling: { topK: 40 } } },
  'sampling.presencePenalty': { with: { sampling: { presencePenalty: 0.5 } } },
  'sampling.frequencyPenalty': { with: { sampling: { frequencyPenalty: 0.5 } } },
  'sampling.stop': { with: { sampling: { stop: ['END'] } } },
  'sampling.seed': { with: { sampling: { seed: 7 } } },
  'reasoning.effort': { with: { reasoning: { effort: 'low' } } },
  'reasoning.budgetTokens': { with: { reasoning: { budgetTokens: 2048 } } },
  'reasoning.summary': { with: { reasoning: { summary: 'auto' } } },
  choiceCount: { with: { choiceCount: 2 } },
  endUser: { with: { endUser: 'user-7' } },
  metadata: { with: { metadata: { team: 'blue' } } },
  'extra.unheard_of': { with: { extra: { unheard_of: 1 } } },
  'responseFormat.json': { with: { responseFormat: { type: 'json' } } },
  'responseFormat.json-schema': { with: { responseFormat: { type: 'json-schema', name: 'found', schema: SCHEMA } } },
  vendorTools: { with: { vendorTools: [{ vendor: 'nobody', value: { type: 'tool-of-nobody' } }] } },
  tools: { with: { tools: [TOOL] } },
  'tools.strict': { without: { tools: [TOOL] }, with: { tools: [{ ...TOOL, strict: true }] } },
  'toolChoice.none': { without: { tools: [TOOL, OTHER_TOOL] }, with: { toolChoice: 'none' } },
  'toolChoice.required': { without: { tools: [TOOL, OTHER_TOOL] }, with: { toolChoice: 'required' } },
  'toolChoice.name': { without: { tools: [TOOL, OTHER_TOOL] }, with: { toolChoice: { name: 'count' } } },
  parallelToolCalls: { without: { tools: [TOOL] }, with: { parallelToolCalls: false } },
  'messages.name': {
    without: { messages: [{ role: 'user', content: [{ type: 'text', text: 'How does a gateway work?' }] }] },
    with: { messages: [{ role: 'user', name: 'ada', content: [{ type: 'text', text: 'How does a gateway work?' }] }] },
  },
  'messages.developer': added({ role: 'developer', content: [{ type: 'text', text: 'Answer in French.' }] }),
  'messages.assistant': added({
    role: 'assistant',
    content: [{ type: 'text', text: 'I have.' }],
    refusal: 'I will not.',
    reasoning: [],
    toolCalls: [{ id: 'call_7', name: 'find', input: '{"term":"door"}' }],
  }),
  'messages.tool': added({ role: 'tool', toolCallId: 'call_7', content: [{ type: 'text', text: 'found' }] }),
  'messages.extra': added({ role: 'user', content: [{ type: 'text', text: 'Go on.' }], extra: { prefix: true } }),
  'content.extra': part({ type: 'text', text: '', extra: { cache_control: { type: 'ephemeral' } } }),
  'tools.extra': { without: { tools: [TOOL] }, with: { tools: [{ ...TOOL, extra: { cache_control: {} } }] } },
  'content.image.url': part({ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }),
  'content.image.base64': part({
    type: 'image',
    source: { type: 'base64', mediaType: 'image/png', base64: 'iVBORw0KGgo=' },
    detail: 'low',
  }),
  'content.audio': part({ type: 'audio', format: 'wav', base64: 'UklGRg==' }),
  'content.file.base64': part({
    type: 'file',
    source: { type: 'base64', mediaType: 'application/pdf', base64: 'JVBERi0=' },
    filename: 'a.pdf',
  }),
  'content.vendor': part({ type: 'vendor', vendor: 'nobody', value: { type: 'part-of-nobody' } }),
  'content.file.id': part({ type: 'file', source: { type: 'id', id: 'file-7' } }),
};

/** What a vendor without such a hint leaves out in silence, since the answer is the same. */
export const HINTS: Readonly<Record<string, Setting>> = {
  cacheHint: {
    with: {
      messages: QUESTION.messages.map((message) => ({
        ...message,
        content: message.content.map((text) => ({ ...text, cacheHint: {} })),
      })) as ChatRequest['messages'],
    },
  },
};

function added(message: ChatRequest['messages'][number]): Setting {
  const { extra, ...plain } = message;
  const before = extra === undefined ? [] : [plain as typeof message];
  return {
    without: { messages: [...QUESTION.messages, ...before] },
    with: { messages: [...QUESTION.messages, message] },
  };
}

/** Where the part has extras, they alone are what is added. */
function part(content: ContentPart): Setting {
  const question: ContentPart = { type: 'text', text: 'What is this?' };
  const { extra, ...plain } = content;
  const before = extra === undefined ? [] : [plain as ContentPart];
  return {
    without: { messages: [{ role: 'user', content: [question, ...before] }] },
    with: { messages: [{ role: 'user', content: [question, content] }] },
  };
}
