/** GraphiQL without a CDN: one page with everything in it, rendered and compressed at its first visit, then kept. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { EXAMPLES } from '#graphql/graphiql-examples.ts';

export interface GraphiqlPage {
  send(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** The page is a document of its own: scripts stand in it, and it may talk to its own origin only. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'private, no-cache',
  'content-security-policy':
    "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob: data:; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  vary: 'accept, accept-encoding',
};

export function createGraphiqlPage(surface: 'public' | 'admin', endpoint: string): GraphiqlPage {
  let rendered: Promise<{ zipped: Buffer; tag: string }> | undefined;

  async function render(): Promise<{ zipped: Buffer; tag: string }> {
    // Nine megabytes of text: loaded when somebody asks for it and not before.
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    const html = renderGraphiQL({
      title: surface === 'admin' ? 'Gatehouse admin API' : 'Gatehouse API',
      endpoint,
      credentials: 'same-origin',
      isHeadersEditorEnabled: true,
      shouldPersistHeaders: false,
      defaultEditorToolsVisibility: 'headers',
      subscriptionsProtocol: 'SSE',
      method: 'POST',
      defaultTabs: [...EXAMPLES[surface]],
    });
    const zipped = await promisify(gzip)(
      html.replace('<head>', `<head><script>${ownStorage(surface)}</script><style>${STEADY_TABS}</style>`),
    );
    return { zipped, tag: `"${createHash('sha256').update(zipped).digest('base64url')}"` };
  }

  return {
    async send(request, response) {
      rendered ??= render();
      const { zipped, tag } = await rendered;
      const headers = { ...HEADERS, etag: tag };
      if (request.headers['if-none-match'] === tag) {
        response.writeHead(304, headers).end();
        return;
      }
      if (/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) {
        response
          .writeHead(200, { ...headers, 'content-encoding': 'gzip', 'content-length': zipped.length })
          .end(zipped);
        return;
      }
      const html = await promisify(gunzip)(zipped);
      response.writeHead(200, { ...headers, 'content-length': html.length }).end(html);
    },
  };
}

/** A tab can be dragged, and jumps aside as soon as it is pressed: the click that was meant for it then goes astray. */
const STEADY_TABS = '.graphiql-tab { transform: none !important; }';

/** Both pages have one origin and so one storage, where GraphiQL keeps its tabs: each gets a part of its own. */
function ownStorage(surface: string): string {
  return `for (const name of ['getItem', 'setItem', 'removeItem']) {
  const plain = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) { return plain.call(this, 'gatehouse ${surface} ' + key, ...rest); };
}`;
}

/** A browser that opens the address, and not a program that sends a query by GET. */
export function wantsGraphiql({ method, url, headers }: IncomingMessage): boolean {
  return method === 'GET' && /\btext\/html\b/.test(headers.accept ?? '') && !/[?&]query=/.test(url ?? '');
}
