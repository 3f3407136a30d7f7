/** What an administrator can say about the network addresses of callers. */
import { z } from 'zod';
import { parseNetwork } from '#plugins/ip-allow/network.ts';

const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

const networks = z.array(
  z
    .string()
    .max(60)
    .superRefine((text, context) => {
      const network = parseNetwork(text);
      if (typeof network === 'string') context.addIssue({ code: 'custom', message: network });
    }),
);

export const ipAllowConfig = z
  .strictObject({
    allow: networks
      .max(1_000)
      .default([])
      .describe(
        'Addresses and networks that may call, such as "192.0.2.7" or "2001:db8::/32"; all that are not denied where empty.',
      ),
    deny: networks
      .max(1_000)
      .default([])
      .describe('Addresses and networks that may not call, also where they are part of an allowed network.'),
    trustedProxies: networks
      .max(100)
      .default([])
      .describe('Own proxies before the gateway, whose word on the caller behind them is taken.'),
    header: z
      .string()
      .max(100)
      .regex(HEADER_NAME, 'Give the name of a header in lower case.')
      .default('x-forwarded-for')
      .describe('Header in which these proxies say whom they speak for; the last address is that of the nearest.'),
  })
  .superRefine(({ allow, deny }, context) => {
    if (allow.length > 0 || deny.length > 0) return;
    context.addIssue({ code: 'custom', path: ['allow'], message: 'Give at least one address to allow or to deny.' });
  });

export type IpAllowConfig = z.infer<typeof ipAllowConfig>;
