/** Texts that came as the numbers of their tokens, which happens where they are to be embedded. */
import type { ChatRequest } from '#core/chat/request.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import type { PluginContext } from '#core/plugin.ts';
import { tokensOf } from '#core/token-part.ts';

/**
 * Tokens can be neither read nor masked, so that only a guard that just reports lets them pass.
 * @throws GatewayError INVALID_REQUEST
 */
export function judgeTokens(
  { remarks }: PluginContext,
  { messages }: ChatRequest,
  action: 'flag' | 'block' | 'mask' | 'replace',
): void {
  const index = messages.findIndex(({ content }) => content.some(tokensOf));
  if (index === -1) return;
  if (action === 'flag') {
    remarks.finding({ category: 'unread', action: 'flagged', stage: 'request' });
    return;
  }
  const message = 'A guardrail of this gateway cannot read tokens. Send the text instead.';
  throw invalidRequest([{ path: ['input', String(index)], message, code: 'not_supported' }]);
}
