/** What may be known of a secret. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { Draft } from '#admin/draft.ts';
import type { CredentialConfig } from '#core/config/document.ts';
import { isJsonObject, parseJson } from '#core/json.ts';

/** Fewer characters would give too much of a short secret away. */
const SHORTEST_HINTED = 20;
const HINT_LENGTH = 4;
const LONGEST_SECRET = 10_000;

export function proofOfSecret(
  draft: Draft,
  secret: string,
  { deps }: AdminContext,
  path: readonly string[],
): Pick<CredentialConfig, 'fingerprint' | 'hint'> {
  const isJson = secret.trimStart().startsWith('{');
  const problem = isJson ? jsonProblem(secret) : textProblem(secret);
  if (problem !== undefined) draft.report('invalid', path, problem);
  return { fingerprint: deps.fingerprint(secret), hint: isJson ? 'JSON' : hintOf(secret) };
}

/** Whatever lies outside of visible ASCII is a copying mistake: it could not stand in a header. */
function textProblem(secret: string): string | undefined {
  if (/^[\x21-\x7e]+$/.test(secret) && secret.length <= LONGEST_SECRET) return undefined;
  return 'The secret is empty, too long, or has spaces or characters that no key has.';
}

/** Access keys, keys of service accounts and client credentials come as files of JSON. */
function jsonProblem(secret: string): string | undefined {
  if (secret.length > LONGEST_SECRET) return 'The secret is too long.';
  return isJsonObject(parseJson(secret)) ? undefined : 'The secret begins like JSON but is none.';
}

function hintOf(secret: string): string {
  return secret.length >= SHORTEST_HINTED ? `…${secret.slice(-HINT_LENGTH)}` : '';
}
