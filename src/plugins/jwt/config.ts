/** What an administrator can say about tokens of an identity provider. */
import { z } from 'zod';
import { durationField } from '#core/config/duration-field.ts';
import { privateNetworkField, urlField } from '#plugins/delivery/destination-fields.ts';

const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;
/** Those that are verified by a public key; a shared secret would have to be known here. */
export const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

const claimName = z.string().min(1).max(200);

export const jwtConfig = z.strictObject({
  issuer: z.string().min(1).max(2_000).describe('Who has to have made the token, exactly as its claim iss says.'),
  audience: z
    .array(z.string().min(1).max(2_000))
    .min(1)
    .max(20)
    .describe('For whom the token has to be made: one of these has to be in its claim aud.'),
  jwksUrl: urlField()
    .optional()
    .describe('Address of the keys; without it, they are found by the issuer, at /.well-known/openid-configuration.'),
  allowPrivateNetwork: privateNetworkField,
  algorithms: z
    .array(z.enum(ALGORITHMS))
    .min(1)
    .max(ALGORITHMS.length)
    .default(['RS256', 'PS256', 'ES256', 'EdDSA'])
    .describe('Ways of signing that are accepted.'),
  header: z
    .string()
    .max(100)
    .regex(HEADER_NAME, 'Give the name of a header in lower case.')
    .default('authorization')
    .describe('Header that has the token, with or without "Bearer" before it.'),
  apiKeys: z
    .enum(['instead', 'besides'])
    .default('instead')
    .describe(
      'Whether an API key of the gateway stands in for a token, or is needed besides it where the route asks for one.',
    ),
  consumerClaim: claimName.default('sub').describe('Claim that names the consumer, for limits, caches and logs.'),
  required: z
    .array(
      z.strictObject({
        claim: claimName.describe('Name of the claim.'),
        values: z
          .array(z.string().max(2_000))
          .max(100)
          .default([])
          .describe(
            'One of these has to be its value, an item of it, or a word of it; any value will do without them.',
          ),
      }),
    )
    .max(50)
    .default([])
    .describe('Claims that a token has to have; a caller whose token lacks one is refused.'),
  clockSkew: durationField({ atLeastMs: 0, atMostMs: 300_000 })
    .default('30s')
    .describe('How far the clock of the issuer may be off.'),
  keysFor: durationField({ atLeastMs: 10_000, atMostMs: 86_400_000 })
    .default('10m')
    .describe('How long keys are used before they are fetched again; an unknown key fetches them sooner.'),
});

export type JwtConfig = z.infer<typeof jwtConfig>;
