/** Lets in callers whose token an identity provider has signed, and knows them by what it says. */
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { TokenCaller } from '#core/caller.ts';
import { durationMs } from '#core/config/duration-field.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginContext } from '#core/plugin.ts';
import { claimOf, missingClaim } from '#plugins/jwt/claims.ts';
import { type JwtConfig, jwtConfig } from '#plugins/jwt/config.ts';
import { createKeySet, type KeySet } from '#plugins/jwt/key-set.ts';

/** A token is judged before its signature is, so it has a bound. */
const LONGEST_TOKEN = 16_384;
const LONGEST_NAME = 200;

export const jwt = definePlugin<JwtConfig>({
  id: 'jwt',
  title: 'JSON Web Tokens',
  summary: 'Lets in callers whose token an identity provider has signed, and knows them by what it says.',
  stage: 'authenticate',
  merge: 'replace',
  operations: ['chat', 'embedding'],
  config: jwtConfig,
  example: { issuer: 'https://login.example.com/', audience: ['gatehouse'] },
  onFailure: 'closed',

  compile(config, tools) {
    const { issuer, jwksUrl, keysFor, allowPrivateNetwork } = config;
    const keySet = tools.keep(JSON.stringify([issuer, jwksUrl, keysFor, allowPrivateNetwork]), () =>
      createKeySet(config, tools),
    );
    return {
      async onRequest(context, request) {
        if (context.caller.type === 'key' && config.apiKeys === 'instead') return { type: 'next', request };
        const token = tokenOf(context, config.header);
        const payload = await verified(token, config, keySet, context.startedAt);
        const missing = missingClaim(payload, config.required);
        if (missing !== undefined) {
          throw new GatewayError('FORBIDDEN', {
            message: `The token does not have what is asked for in its claim ${missing}.`,
            missing: `claim:${missing}`,
          });
        }
        const caller = callerOf(payload, config, context);
        context.remarks.note(`issuer ${issuer}`);
        // A key that is needed besides stays the one that calls.
        return { type: 'next', request, ...(context.caller.type !== 'key' && { caller }) };
      },
    };
  },
});

function tokenOf(context: PluginContext, header: string): string {
  const sent = context.header(header)?.trim() ?? '';
  const token = sent.replace(/^bearer +/i, '');
  if (token === '' || token.length > LONGEST_TOKEN) throw refused(`There is no token in the header ${header}.`);
  return token;
}

async function verified(token: string, config: JwtConfig, keySet: KeySet, now: number): Promise<JWTPayload> {
  try {
    return await verify(token, config, await keySet.current(), now);
  } catch (thrown) {
    if (!(thrown instanceof errors.JWKSNoMatchingKey)) throw toRefusal(thrown);
  }
  const keys = await keySet.newer();
  if (!keys) throw refused('The key that signed the token is not known.');
  try {
    return await verify(token, config, keys, now);
  } catch (thrown) {
    throw toRefusal(thrown);
  }
}

async function verify(token: string, config: JwtConfig, keys: JWTVerifyGetKey, now: number): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, keys, {
    issuer: config.issuer,
    audience: [...config.audience],
    algorithms: [...config.algorithms],
    clockTolerance: durationMs(config.clockSkew) / 1_000,
    currentDate: new Date(now),
    // One that never ends could never be taken back.
    requiredClaims: ['exp', config.consumerClaim].filter((name) => !name.includes('.')),
  });
  return payload;
}

/** What is wrong with a token its owner may know; what is wrong with the keys is for the log. */
function toRefusal(thrown: unknown): unknown {
  if (thrown instanceof errors.JWTExpired) return refused('The token has expired.');
  if (thrown instanceof errors.JWTClaimValidationFailed)
    return refused(`The claim ${thrown.claim} of the token is missing or not the one that is asked for.`);
  if (thrown instanceof errors.JWKSNoMatchingKey) return refused('The key that signed the token is not known.');
  const isToken = [
    errors.JWTInvalid,
    errors.JWSInvalid,
    errors.JWSSignatureVerificationFailed,
    errors.JOSEAlgNotAllowed,
    errors.JOSENotSupported,
    errors.JWKSMultipleMatchingKeys,
  ].some((kind) => thrown instanceof kind);
  return isToken ? refused('The token is not valid.') : thrown;
}

function refused(message: string): GatewayError {
  return new GatewayError('UNAUTHENTICATED', { message });
}

function callerOf(payload: JWTPayload, { issuer, consumerClaim }: JwtConfig, { caller }: PluginContext): TokenCaller {
  const named = claimOf(payload, consumerClaim);
  const name = typeof named === 'number' ? String(named) : named;
  if (typeof name !== 'string' || name === '' || name.length > LONGEST_NAME)
    throw refused(`The claim ${consumerClaim} of the token names nobody.`);
  const { address } = caller;
  return {
    type: 'token',
    issuer,
    subject: payload.sub ?? name,
    // No id of the configuration looks like this.
    consumer: { id: `token:${JSON.stringify([issuer, name])}`, name, groupIds: [], groupNames: [] },
    address,
  };
}
