/** Says whether the process runs, and whether it should get traffic. */
import type { Exchange } from '#http/exchange.ts';
import type { Door } from '#http/router.ts';
import { sendJson } from '#http/send-json.ts';

export type Readiness =
  | { readonly type: 'ready'; readonly revision: number; readonly degraded: readonly string[] }
  /** No configuration yet, or no new calls any more. */
  | { readonly type: 'starting' }
  | { readonly type: 'draining' };

/** `/healthz` is 200 as long as anything answers; `/readyz` is 503 while calls should go elsewhere. */
export function createHealthDoors(readiness: () => Readiness): readonly Door[] {
  return [
    { methods: ['GET'], path: '/healthz', handle: (exchange) => send(exchange, 200, { status: 'ok' }) },
    {
      methods: ['GET'],
      path: '/readyz',
      handle(exchange) {
        const { type, ...rest } = readiness();
        send(exchange, type === 'ready' ? 200 : 503, { status: type, ...rest });
      },
    },
  ];
}

function send(exchange: Exchange, status: number, body: Readonly<Record<string, unknown>>): void {
  sendJson(exchange, { status, body: JSON.stringify(body) });
}
