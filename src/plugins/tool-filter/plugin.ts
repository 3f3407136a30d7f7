/** Allows, denies and adds tools: what a model is offered, and what it may call. */
import type { ToolDefinition } from '#core/chat/request.ts';
import { GatewayError, invalidRequest } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { type ToolFilterConfig, toolFilterConfig } from '#plugins/tool-filter/config.ts';
import { filterAnswer } from '#plugins/tool-filter/filter-answer.ts';
import { filterRequest } from '#plugins/tool-filter/filter-request.ts';
import { createJudge } from '#plugins/tool-filter/judge-tool.ts';

export const toolFilter = definePlugin<ToolFilterConfig>({
  id: 'tool-filter',
  title: 'Tool filter',
  summary: 'Allows, denies and adds tools: what a model is offered, and what it may call.',
  stage: 'transform',
  merge: 'stack',
  config: toolFilterConfig,
  example: { deny: ['delete_*', 'code_execution*'] },
  onFailure: 'closed',

  compile(config, { name }): PluginHooks {
    const isFilter = config.allow.length + config.deny.length > 0;
    const judge = isFilter ? createJudge(config) : undefined;
    const added = config.add.map(toTool);
    /** What each call was offered. */
    const offers = new WeakMap<PluginContext, ReadonlySet<string>>();

    return {
      onRequest(context, request) {
        const { request: filtered, dropped, offered } = filterRequest(request, judge, added);
        offers.set(context, offered);
        const shown = dropped
          .slice(0, 5)
          .map((one) => one.slice(0, 64))
          .join(', ');
        if (dropped.length > 0 && config.offered === 'refuse') {
          const message = `The filter ${name} does not allow these tools: ${shown}.`;
          throw invalidRequest([{ path: ['tools'], message, code: 'not_allowed' }]);
        }
        if (dropped.length > 0) context.remarks.note(`left out ${dropped.length} of the tools`);
        return { type: 'next', request: filtered };
      },
      ...(judge && {
        onStream(context) {
          const isPermitted = (tool: string) => offers.get(context)?.has(tool) || judge([tool]);
          return filterAnswer(isPermitted, (tool) => {
            const isRefused = config.called === 'refuse';
            const action = isRefused ? 'blocked' : 'redacted';
            context.remarks.finding({ category: 'tool.denied', action, stage: 'response' });
            if (!isRefused) return;
            throw new GatewayError('GUARDRAIL_BLOCKED', {
              message: `The answer calls the tool ${tool.slice(0, 64)}, which the filter ${name} does not allow.`,
            });
          });
        },
      }),
    };
  },
});

function toTool({ name, description, inputSchema }: ToolFilterConfig['add'][number]): ToolDefinition {
  return {
    name,
    ...(description !== undefined && { description }),
    inputSchema: inputSchema ?? { type: 'object', properties: {} },
  };
}
