/** Fields of a secret that is a JSON object. */
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';
import { credentialError } from '#upstream/sign/credential-error.ts';

export interface SecretFields {
  /** The first of these names that has a text. @throws GatewayError PROVIDER_CREDENTIAL, naming the first of them */
  need(...names: readonly [string, ...string[]]): string;
  /** Undefined where none of these names has a text. */
  find(...names: readonly string[]): string | undefined;
}

/** Undefined where the secret is any other text. @throws GatewayError PROVIDER_CREDENTIAL where it is broken JSON */
export function readSecretFields(secret: string, credentialId: string): SecretFields | undefined {
  if (!secret.trimStart().startsWith('{')) return undefined;
  const parsed = parseJson(secret);
  if (!isJsonObject(parsed)) {
    throw credentialError('begins like JSON but is none; replace it', `Credential ${credentialId} is broken JSON.`);
  }
  return fieldsOf(parsed, credentialId);
}

function fieldsOf(object: JsonObject, credentialId: string): SecretFields {
  const find = (...names: readonly string[]): string | undefined =>
    names.map((name) => object[name]).find((value): value is string => typeof value === 'string' && value !== '');
  return {
    find,
    need(...names) {
      const found = find(...names);
      if (found !== undefined) return found;
      throw credentialError(
        `has no "${names[0]}" in its JSON`,
        `Credential ${credentialId} lacks ${names.join(' or ')}.`,
      );
    },
  };
}
