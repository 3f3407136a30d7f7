/** Writes prompts from templates that callers name and fill in. */
import type { ChatRequest, Message } from '#core/chat/request.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { type Door, definePlugin, type PluginHooks } from '#core/plugin.ts';
import { compileTemplate, type FillTemplate } from '#plugins/prompt-template/compile-template.ts';
import { type PromptTemplateConfig, promptTemplateConfig } from '#plugins/prompt-template/config.ts';
import { type Reference, referenceIn, referenceOf } from '#plugins/prompt-template/find-reference.ts';

export const promptTemplate = definePlugin<PromptTemplateConfig>({
  id: 'prompt-template',
  title: 'Prompt template',
  summary: 'Writes prompts from templates that callers name and fill in.',
  // Before the guards, so that they read what becomes of the values and not how these are written.
  stage: 'limit',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: promptTemplateConfig,
  example: {
    templates: [
      {
        name: 'translate',
        messages: [
          { role: 'system', content: 'Translate what the user writes into {{language}}. Answer with that alone.' },
          { role: 'user', content: '{{text}}' },
        ],
        variables: [
          { name: 'language', type: 'choice', values: ['German', 'French'], default: 'German' },
          { name: 'text', type: 'text', maxLength: 4000 },
        ],
      },
    ],
    others: 'pass',
  },
  onFailure: 'closed',

  compile({ templates, others }): PluginHooks {
    const fills = new Map(templates.map((template) => [template.name, compileTemplate(template)]));
    if (fills.size < templates.length) throw new Error('Two templates have the same name.');

    const write = ({ messages, metadata }: ChatRequest): readonly Message[] => {
      const named = referenceIn(metadata);
      const first = named ? fill(fills, named, ['metadata', 'template'], ['metadata']) : [];
      const written = messages.map((message, index): readonly Message[] => {
        const path = ['messages', String(index), 'content'];
        const reference = referenceOf(message);
        if (reference) return fill(fills, reference, [...path, 'template'], [...path, 'variables']);
        if (others === 'refuse' && isPrompt(message)) throw noTemplate(path);
        return [message];
      });
      const unchanged = first.length === 0 && written.every(([message], index) => message === messages[index]);
      return unchanged ? messages : [...first, ...written.flat()];
    };

    return {
      onRequest({ door }, request) {
        if (EMBEDS.has(door)) return { type: 'next', request };
        const messages = write(request);
        return { type: 'next', request: messages === request.messages ? request : { ...request, messages } };
      },
    };
  },
});

/** Texts to embed are no prompts. */
const EMBEDS: ReadonlySet<Door> = new Set<Door>(['openai-embeddings', 'graphql-embed']);

/** Answers and the results of tools belong to the conversation and name nothing. */
function isPrompt({ role }: Message): boolean {
  return role !== 'assistant' && role !== 'tool';
}

function fill(
  fills: ReadonlyMap<string, FillTemplate>,
  { template, variables }: Reference,
  namePath: readonly string[],
  valuesPath: readonly string[],
): readonly Message[] {
  const filled = fills.get(template)?.(variables, valuesPath);
  if (filled) return filled;
  const message = `There is no template of this name. There are: ${[...fills.keys()].join(', ')}.`;
  throw invalidRequest([{ path: namePath, message, code: 'unknown_template' }]);
}

function noTemplate(path: readonly string[]) {
  const message =
    'Only templates are taken here: send {"template": "name", "variables": {…}} as the text of a message.';
  return invalidRequest([{ path, message, code: 'no_template' }]);
}
