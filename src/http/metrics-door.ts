/** `GET /metrics`: what plugins have counted, for administrators and the collectors they give a token. */
import { GatewayError } from '#core/error/gateway-error.ts';
import { sendError } from '#http/error-response.ts';
import type { Visitor } from '#http/identify.ts';
import type { Door } from '#http/router.ts';

export interface MetricsDeps {
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
  /** Whether this visitor is an administrator. */
  readonly isAdmin: (visitor: Visitor) => Promise<boolean>;
}

export function createMetricsDoor({ metrics, isAdmin }: MetricsDeps): Door {
  return {
    methods: ['GET'],
    path: '/metrics',
    async handle(exchange) {
      if (!(await isAdmin(exchange))) {
        const message = 'Send the admin token as a bearer token (GATEHOUSE_ADMIN_TOKEN), or sign in.';
        sendError(exchange, new GatewayError('UNAUTHENTICATED', { message }));
        return;
      }
      const text = await metrics.text();
      exchange.response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
      exchange.response.end(exchange.method === 'HEAD' ? undefined : text);
    },
  };
}
