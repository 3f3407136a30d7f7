/** Changes settings of requests, or has a model rewrite what the user said. */
import { type ChatRequest, type Message, textOf } from '#core/chat/request.ts';
import { definePlugin, type PluginHooks } from '#core/plugin.ts';
import { type RequestTransformerConfig, requestTransformerConfig } from '#plugins/request-transformer/config.ts';
import { SETTINGS, settingsOf, withSettings } from '#plugins/request-transformer/settings.ts';
import { askToRewrite } from '#plugins/rewrite/ask-to-rewrite.ts';
import { compileEdits } from '#plugins/rewrite/edit-json.ts';

export const requestTransformer = definePlugin<RequestTransformerConfig>({
  id: 'request-transformer',
  title: 'Request transformer',
  summary: 'Changes settings of requests, or has a model rewrite what the user said.',
  stage: 'transform',
  merge: 'stack',
  config: requestTransformerConfig,
  example: {
    operations: [
      { kind: 'default', path: '/sampling/temperature', json: '0.2' },
      { kind: 'remove', path: '/sampling/seed' },
    ],
  },
  onFailure: 'closed',
  modelsOf: ({ model }) => (model === undefined ? [] : [{ path: ['model'], name: model }]),

  compile({ operations, model, instruction }): PluginHooks {
    if ((model === undefined) !== (instruction === undefined))
      throw new Error('`model` and `instruction` go together.');
    for (const place of operations.flatMap(({ path, to }) => [path, ...(to === undefined ? [] : [to])])) {
      const root = place.split('/')[1] ?? '';
      if (!SETTINGS.includes(root)) throw new Error(`"${place}" is no setting. There are: ${SETTINGS.join(', ')}.`);
    }
    const edit = compileEdits(operations);
    const changeSettings = (request: ChatRequest): ChatRequest => {
      const before = settingsOf(request);
      const after = edit(before);
      return after === before ? request : withSettings(request, after);
    };

    if (model === undefined || instruction === undefined) {
      return { onRequest: (_context, request) => ({ type: 'next', request: changeSettings(request) }) };
    }
    return {
      async onRequest({ models }, request) {
        const changed = changeSettings(request);
        const index = changed.messages.findLastIndex(({ role }) => role === 'user');
        const last = changed.messages[index];
        const said = last ? textOf(last.content) : '';
        if (last?.role !== 'user' || said.trim() === '') return { type: 'next', request: changed };
        const text = await askToRewrite(models, model, instruction, said);
        const others = last.content.filter(({ type }) => type !== 'text');
        const rewritten: Message = { ...last, content: [{ type: 'text', text }, ...others] };
        return { type: 'next', request: { ...changed, messages: changed.messages.with(index, rewritten) } };
      },
    };
  },
});
