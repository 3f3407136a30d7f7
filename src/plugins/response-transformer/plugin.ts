/** Changes answers that are JSON, or has a model rewrite them. */
import type { ChatChoice, ChatResult } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { parseJson } from '#core/json.ts';
import { definePlugin, type PluginHooks } from '#core/plugin.ts';
import { type ResponseTransformerConfig, responseTransformerConfig } from '#plugins/response-transformer/config.ts';
import { askToRewrite } from '#plugins/rewrite/ask-to-rewrite.ts';
import { compileEdits } from '#plugins/rewrite/edit-json.ts';
import { holdAnswer } from '#plugins/text/hold-answer.ts';

export const responseTransformer = definePlugin<ResponseTransformerConfig>({
  id: 'response-transformer',
  title: 'Response transformer',
  summary: 'Changes answers that are JSON, or has a model rewrite them.',
  stage: 'transform',
  merge: 'stack',
  config: responseTransformerConfig,
  example: { operations: [{ kind: 'remove', path: '/internal' }], notJson: 'pass' },
  onFailure: 'closed',
  modelsOf: ({ model }) => (model === undefined ? [] : [{ path: ['model'], name: model }]),

  compile({ operations, notJson, model, instruction }, { name }): PluginHooks {
    if ((model === undefined) !== (instruction === undefined))
      throw new Error('`model` and `instruction` go together.');
    const edit = compileEdits(operations);

    const editText = (text: string): string => {
      if (operations.length === 0) return text;
      const before = parseJson(text);
      if (before === undefined) {
        if (notJson === 'pass') return text;
        throw new GatewayError('PROVIDER_PROTOCOL', {
          message: `The answer is no JSON, and ${name} has to change it.`,
        });
      }
      const after = edit(before);
      return after === before ? text : JSON.stringify(after);
    };

    return {
      onStream: ({ models }) =>
        holdAnswer(async (result) => {
          const choices: ChatChoice[] = [];
          for (const choice of result.choices) {
            if (choice.text === '') {
              choices.push(choice);
              continue;
            }
            const edited = editText(choice.text);
            const rewrites = model !== undefined && instruction !== undefined;
            const text = rewrites ? await askToRewrite(models, model, instruction, edited) : edited;
            choices.push(text === choice.text ? choice : withText(choice, text));
          }
          return withChoices(result, choices);
        }),
    };
  },
});

/** What stood between the pieces of the old text stays between those of the new one. */
function withText(choice: ChatChoice, text: string): ChatChoice {
  const { vendorBlocks } = choice;
  if (!vendorBlocks) return { ...choice, text };
  return {
    ...choice,
    text,
    vendorBlocks: vendorBlocks.map((block) => ({ ...block, at: Math.min(block.at, text.length) })),
  };
}

function withChoices(result: ChatResult, choices: readonly ChatChoice[]): ChatResult {
  if (choices.every((choice, index) => choice === result.choices[index])) return result;
  if (result.extra === undefined) return { ...result, choices };
  // Probabilities and notes on single places speak of the text that was.
  const { choices: _choices, ...extra } = result.extra;
  return { ...result, choices, extra };
}
