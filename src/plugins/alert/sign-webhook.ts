/** Signs messages as https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md says. */

export type SignWebhook = (id: string, body: string, now: number) => Promise<Readonly<Record<string, string>>>;

const PREFIX = 'whsec_';

/** @throws Error where the secret is not one. */
export function createWebhookSigner(secret: string): SignWebhook {
  const bytes = secretBytes(secret);
  const text = new TextEncoder();
  const key = crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return async (id, body, now) => {
    const seconds = String(Math.floor(now / 1_000));
    const signature = await crypto.subtle.sign('HMAC', await key, text.encode(`${id}.${seconds}.${body}`));
    return {
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,${btoa(String.fromCharCode(...new Uint8Array(signature)))}`,
    };
  };
}

function secretBytes(secret: string): Uint8Array<ArrayBuffer> {
  const wanted = `Give "${PREFIX}" and 24 to 64 bytes in base64, such as from: echo ${PREFIX}$(openssl rand -base64 32)`;
  if (!secret.startsWith(PREFIX) || !/^[A-Za-z0-9+/]+={0,2}$/.test(secret.slice(PREFIX.length)))
    throw new Error(wanted);
  const bytes = Uint8Array.from(decode(secret.slice(PREFIX.length)) ?? '', (letter) => letter.charCodeAt(0));
  if (bytes.length < 24 || bytes.length > 64) throw new Error(wanted);
  return bytes;
}

function decode(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch {
    return undefined;
  }
}
