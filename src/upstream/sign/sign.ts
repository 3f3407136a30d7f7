/** Opens the credential of a request and puts it where the vendor wants it. The secret lives as long as the call. */
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Secrets, SendOptions, WireReply } from '#core/ports.ts';
import type { SigningKind, WireRequest } from '#core/provider.ts';
import { abortError } from '#upstream/network-error.ts';
import { azureTokenRequest } from '#upstream/sign/azure-token.ts';
import { credentialError } from '#upstream/sign/credential-error.ts';
import { googleTokenRequest } from '#upstream/sign/google-token.ts';
import { readToken } from '#upstream/sign/read-token.ts';
import { readSecretFields, type SecretFields } from '#upstream/sign/secret-fields.ts';
import { readAwsKeys, signAws } from '#upstream/sign/sign-aws.ts';
import { createTokenCache } from '#upstream/sign/token-cache.ts';
import type { AccessToken, TokenRequest } from '#upstream/sign/token-request.ts';

export interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** To be taken out of whatever comes back. */
  readonly secrets: readonly string[];
  /** Forgets the token that was sent, where it was one that can be had anew: the vendor refused it. */
  readonly dropToken?: () => void;
}

export interface Signer {
  /** @throws GatewayError PROVIDER_CREDENTIAL where the secret cannot be opened or used, or was refused for a token; CANCELLED */
  sign(request: WireRequest, url: URL, options: SendOptions): Promise<Signed>;
}

export interface SignerParts {
  readonly secrets: Secrets;
  readonly now: () => number;
  /** Posts to a token endpoint under the egress policy of the provider, for whoever waits for the token. */
  readonly postForm: (request: TokenRequest, options: SendOptions) => Promise<WireReply>;
}

/** What a credential adds to a request. */
type Proof = Omit<Signed, 'body'>;

interface Draft {
  readonly request: WireRequest;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly options: SendOptions;
}

export function createSigner({ secrets, now, postForm }: SignerParts): Signer {
  const tokens = createTokenCache(now);

  async function bearerToken(
    secret: string,
    { headers, options }: Draft,
    tokenRequest: () => Promise<TokenRequest> | TokenRequest,
  ): Promise<Proof> {
    const ask = async (): Promise<AccessToken> => readToken(await postForm(await tokenRequest(), options));
    const token = await unlessAborted(tokens.get(secret, ask), options.signal);
    return {
      headers: { ...headers, authorization: `Bearer ${token}` },
      secrets: [...partsOf(secret), token],
      dropToken: () => tokens.drop(secret, token),
    };
  }

  async function proofOf(kind: SigningKind, id: string, secret: string, draft: Draft): Promise<Proof> {
    const fields = readFields(kind, secret, id);
    if (!fields) return plainProof(placeOf(kind), secret, id, draft);
    switch (kind.type) {
      case 'aws':
        return awsProof(fields, kind.service, secret, draft);
      case 'google':
        return bearerToken(secret, draft, () => googleTokenRequest(fields, { credentialId: id, now: now() }));
      case 'azure':
        return bearerToken(secret, draft, () => azureTokenRequest(fields, id));
      default:
        return plainProof(placeOf(kind), secret, id, draft);
    }
  }

  async function awsProof(fields: SecretFields, service: string, secret: string, draft: Draft): Promise<Proof> {
    const { request, url, headers, body } = draft;
    const { region } = request;
    if (region === undefined) throw new GatewayError('INTERNAL', { internal: 'A request to AWS without a region.' });
    const scope = { region, service, date: new Date(now()) };
    const signed = await signAws({ method: request.method, url, headers, body }, readAwsKeys(fields), scope);
    return { headers: signed, secrets: partsOf(secret) };
  }

  return {
    async sign(request, url, options) {
      const headers: Record<string, string> = { 'accept-encoding': 'identity', ...request.headers };
      if (request.body !== undefined) headers['content-type'] ??= 'application/json';
      const body = request.body === undefined ? null : Buffer.from(JSON.stringify(request.body));
      const { credential } = options;
      if (!credential) return { headers, body, secrets: [] };
      const secret = secrets.open(credential.id);
      const draft = { request, url, headers, body, options };
      return { ...(await proofOf(credential.kind, credential.id, secret, draft)), body };
    },
  };
}

/** Only these kinds have a use for JSON; for any other it is a text like another. */
function readFields(kind: SigningKind, secret: string, id: string): SecretFields | undefined {
  return kind.type === 'bearer' || kind.type === 'header' ? undefined : readSecretFields(secret, id);
}

interface Place {
  readonly header: string;
  readonly prefix: string;
}

function plainProof({ header, prefix }: Place, secret: string, id: string, { headers }: Draft): Proof {
  // Whatever lies outside of visible ASCII is a copying mistake, and a line break would be a header of its own.
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw credentialError(
      'is empty or has spaces or characters that no key has; replace it',
      `Credential ${id} cannot stand in a header.`,
    );
  }
  return { headers: { ...headers, [header]: prefix + secret }, secrets: [secret] };
}

function placeOf(kind: SigningKind): Place {
  switch (kind.type) {
    case 'header':
      return { header: kind.name, prefix: '' };
    case 'azure':
      return { header: 'api-key', prefix: '' };
    case 'bearer':
    case 'aws':
    case 'google':
      return { header: 'authorization', prefix: 'Bearer ' };
    default:
      return kind satisfies never;
  }
}

/** Names of accounts and addresses are no secrets, and so short that they would eat other words. */
const OPEN_FIELDS =
  /^(?:type|region|.*(?:uri|url|scope|domain|project).*|client_?email|client_?id|app_?id|tenant.*|displayname)$/i;

/** A secret of several parts, each of which would give it away. */
function partsOf(secret: string): readonly string[] {
  const parsed: unknown = JSON.parse(secret);
  const parts = Object.entries(parsed as Record<string, unknown>).flatMap(([name, value]) =>
    typeof value === 'string' && !OPEN_FIELDS.test(name) ? [value] : [],
  );
  return [secret, ...parts];
}

/** Others may wait for the same token, so that the wait ends for one caller alone. */
function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: outcome, resolve, reject } = Promise.withResolvers<Value>();
  const leave = () => reject(abortError(signal.reason));
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  return outcome;
}
