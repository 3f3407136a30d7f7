/** Headers that prove to a service who called it: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */

const PREFIX = 'whsec_';
const ENCODER = new TextEncoder();

export type SignWebhook = (message: {
  /** The same where the same message is sent again. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly body: string;
}) => Promise<Readonly<Record<string, string>>>;

/** A secret that begins with `whsec_` is Base64, any other is taken as the text that it is. */
export function createWebhookSigner(secret: string): SignWebhook {
  const bytes = secret.startsWith(PREFIX) ? fromBase64(secret.slice(PREFIX.length)) : ENCODER.encode(secret);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
  // Where the key is no good, whoever signs with it is told; until then nobody waits for it.
  key.catch(() => undefined);
  return async ({ id, at, body }) => {
    const timestamp = String(Math.floor(at / 1_000));
    const signed = await crypto.subtle.sign('HMAC', await key, ENCODER.encode(`${id}.${timestamp}.${body}`));
    return {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${btoa(String.fromCharCode(...new Uint8Array(signed)))}`,
    };
  };
}

/** @throws Error where the text is not Base64. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
