/** The least that a proxy can be: node:http in front, undici's dispatch behind, nothing read, nothing kept. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent } from 'undici';

const origin = process.env.UPSTREAM ?? '';
const agent = new Agent();

async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const body = Buffer.concat(pieces);
  const headers = { 'content-type': 'application/json', authorization: 'Bearer bench' };
  agent.dispatch(
    { origin, path: '/v1/chat/completions', method: 'POST', headers, body: body.length > 0 ? body : null },
    {
      onRequestStart(controller) {
        response.on('drain', () => controller.resume());
        response.once('close', () => {
          if (!response.writableFinished) controller.abort(new Error('The client left.'));
        });
      },
      onResponseStart(_controller, status, headers) {
        response.writeHead(status, { 'content-type': String(headers['content-type']) });
      },
      onResponseData(controller, bytes) {
        if (!response.write(bytes)) controller.pause();
      },
      onResponseEnd() {
        response.end();
      },
      onResponseError(_controller, error) {
        response.destroy(error);
      },
    },
  );
}

createServer((request, response) => {
  if (request.method === 'GET') response.end('ready');
  else void pass(request, response);
}).listen(Number(process.env.PORT), '127.0.0.1');
