/**
 * Exchanges the client credentials of an application for a token of Microsoft Entra.
 * https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
import { credentialError } from '#upstream/sign/credential-error.ts';
import type { SecretFields } from '#upstream/sign/secret-fields.ts';
import type { TokenRequest } from '#upstream/sign/token-request.ts';

const SCOPE = 'https://cognitiveservices.azure.com/.default';

/** In the spellings of the SDKs and of the command line. @throws GatewayError PROVIDER_CREDENTIAL */
export function azureTokenRequest(fields: SecretFields, credentialId: string): TokenRequest {
  const tenant = fields.need('tenantId', 'tenant_id', 'tenant');
  const clientId = fields.need('clientId', 'client_id', 'appId');
  const clientSecret = fields.need('clientSecret', 'client_secret', 'password');
  if (!/^[\w.-]+$/.test(tenant)) {
    throw credentialError(
      'has a "tenantId" in its JSON that is neither an id nor a domain',
      `Credential ${credentialId} has a tenant that cannot stand in a URL.`,
    );
  }
  return {
    url: fields.find('token_uri', 'tokenUrl') ?? `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
    form: {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: fields.find('scope') ?? SCOPE,
    },
    secrets: [clientSecret],
  };
}
