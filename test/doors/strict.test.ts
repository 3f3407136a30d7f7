/** What a vendor cannot take: a warning in a header, or a refusal where the caller is strict. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatModelOf, startClientGateway } from '#test/clients/client-gateway.ts';
import { cohere } from '#test/clients/vendors/cohere.ts';
import { PROMPT } from '#test/clients/vendors/vendor.ts';

test('settings that a vendor lacks are named at every HTTP door, or refused there', async (context) => {
  const { url, key, upstreamOf } = await startClientGateway(context);
  const messages = [{ role: 'user', content: PROMPT.text }];
  const model = chatModelOf(cohere);
  const bodies = {
    '/v1/chat/completions': { model, messages, n: 2, user: 'ada' },
    '/v1/messages': { model, messages, max_tokens: 9, metadata: { user_id: 'ada' } },
    '/v1/responses': { model, input: PROMPT.text, user: 'ada' },
  };
  for (const [path, body] of Object.entries(bodies)) {
    for (const stream of [false, true]) {
      const ask = (strict: string) =>
        fetch(url + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'x-gatehouse-strict': strict },
          body: JSON.stringify({ ...body, stream }),
        });
      const warned = await ask('false');
      assert.equal(warned.status, 200, `${path}: ${await warned.clone().text()}`);
      assert.match(warned.headers.get('x-gatehouse-warnings') ?? '', /endUser/);
      await warned.text();
      const asked = upstreamOf(cohere).requests.length;
      const refused = await ask('true');
      assert.equal(refused.status, 400);
      assert.match(await refused.text(), /endUser/);
      assert.equal(upstreamOf(cohere).requests.length, asked);
    }
  }
});
