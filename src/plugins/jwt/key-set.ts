/** The keys of an issuer: fetched when they are needed, kept for a while, and fetched again for a key nobody knows. */
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { durationMs } from '#core/config/duration-field.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';
import type { PluginTools } from '#core/plugin.ts';
import type { JwtConfig } from '#plugins/jwt/config.ts';

export interface KeySet {
  /** @throws Error where there are no keys to be had. */
  current(): Promise<JWTVerifyGetKey>;
  /** After a key was not found; undefined where it was fetched a moment ago, so that strangers cannot make us ask without end. */
  newer(): Promise<JWTVerifyGetKey | undefined>;
}

const PAUSE_MS = 30_000;
const TIMEOUT_MS = 5_000;
/** Old keys stand in for those that cannot be fetched, for so long. */
const LONGEST_MS = 86_400_000;

export function createKeySet(config: JwtConfig, { name, clock, http, log }: PluginTools): KeySet {
  const freshMs = durationMs(config.keysFor);
  let keys: JWTVerifyGetKey | undefined;
  let fetchedAt = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<JWTVerifyGetKey> | undefined;

  const get = async (url: string): Promise<JsonObject> => {
    const { allowPrivateNetwork } = config;
    const headers = { accept: 'application/json' };
    const { status, body } = await http.send({
      method: 'GET',
      url,
      headers,
      timeoutMs: TIMEOUT_MS,
      allowPrivateNetwork,
    });
    if (status !== 200) throw new Error(`${url} answered ${status}.`);
    const parsed = parseJson(body);
    if (!isJsonObject(parsed)) throw new Error(`${url} gave no JSON object.`);
    return parsed;
  };

  const fetchKeys = async () => {
    const url = config.jwksUrl ?? (await discover(config.issuer, get));
    const found = createLocalJWKSet((await get(url)) as unknown as JSONWebKeySet); // It judges the form itself.
    keys = found;
    fetchedAt = clock.elapsed();
    return found;
  };

  const renew = () => {
    askedAt = clock.elapsed();
    pending ??= fetchKeys().finally(() => {
      pending = undefined;
    });
    return pending;
  };

  const age = () => clock.elapsed() - fetchedAt;
  const askedLately = () => clock.elapsed() - askedAt < PAUSE_MS;

  return {
    async current() {
      if (!keys) return pending ?? renew();
      if (age() < freshMs) return keys;
      if (pending || !askedLately()) {
        try {
          return await renew();
        } catch (thrown) {
          log.warn('Keys of tokens could not be fetched again.', { plugin: name, reason: String(thrown) });
        }
      }
      if (age() > LONGEST_MS) throw new Error('The keys are too old, and no new ones can be fetched.');
      return keys;
    },
    async newer() {
      return pending ?? (askedLately() ? undefined : renew());
    },
  };
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
async function discover(issuer: string, get: (url: string) => Promise<JsonObject>): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { issuer: told, jwks_uri: keysUrl } = await get(url);
  if (told !== issuer) throw new Error(`${url} is of another issuer.`);
  if (typeof keysUrl !== 'string') throw new Error(`${url} names no jwks_uri.`);
  return keysUrl;
}
