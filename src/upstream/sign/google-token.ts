/**
 * Exchanges the key of a Google service account for an access token.
 * https://developers.google.com/identity/protocols/oauth2/service-account#httprest
 */
import { credentialError } from '#upstream/sign/credential-error.ts';
import type { SecretFields } from '#upstream/sign/secret-fields.ts';
import type { TokenRequest } from '#upstream/sign/token-request.ts';

const DEFAULT_URL = 'https://oauth2.googleapis.com/token';
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
/** The longest that Google takes. */
const LIFETIME_S = 3_600;

/** @throws GatewayError PROVIDER_CREDENTIAL where it is no key of a service account */
export async function googleTokenRequest(
  fields: SecretFields,
  { credentialId, now }: { readonly credentialId: string; readonly now: number },
): Promise<TokenRequest> {
  const type = fields.find('type');
  if (type !== undefined && type !== 'service_account')
    throw credentialError(
      'is JSON of Google, but not the key of a service account',
      `Credential ${credentialId} has another type.`,
    );
  const email = fields.need('client_email');
  const privateKey = fields.need('private_key');
  const keyId = fields.find('private_key_id');
  const url = fields.find('token_uri', 'tokenUrl') ?? DEFAULT_URL;
  const issuedAt = Math.floor(now / 1_000);
  // Loaded where it is needed: most gateways never ask Google.
  const { importPKCS8, SignJWT } = await import('jose');
  const key = await importPKCS8(privateKey, 'RS256').catch((thrown: unknown) => {
    // The cause could quote the key.
    const name = thrown instanceof Error ? thrown.name : 'error';
    throw credentialError(
      'has a "private_key" in its JSON that is no key in the form PKCS #8',
      `Credential ${credentialId}: importing its private key threw ${name}.`,
    );
  });
  const assertion = await new SignJWT({ scope: fields.find('scope') ?? SCOPE })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(keyId !== undefined && { kid: keyId }) })
    .setIssuer(email)
    .setAudience(url)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_S)
    .sign(key);
  return {
    url,
    form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion },
    secrets: [privateKey, assertion],
  };
}
