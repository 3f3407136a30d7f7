/** Fields of plugins that send to a service of the operator's choice. */
import { z } from 'zod';

const HEADER_NAME = /^[a-zA-Z0-9!#$%&'*+.^_`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

export function urlField() {
  return z
    .string()
    .max(2_000)
    .refine((text) => isHttp(text), 'Give a URL that begins with http:// or https://.');
}

export const headersField = z
  .array(
    z.strictObject({
      name: z.string().max(100).regex(HEADER_NAME, 'This is no name of a header.').describe('Name of the header.'),
      value: z
        .string()
        .max(4_000)
        .regex(HEADER_VALUE, 'A header has one line.')
        .describe('Its value. {{NAME}} stands for the environment variable GATEHOUSE_PLUGIN_SECRET_NAME.'),
    }),
  )
  .max(50)
  .default([])
  .describe('Headers to send along, such as the one that the service asks a token in.');

export const privateNetworkField = z
  .boolean()
  .default(false)
  .describe('Whether the service may stand in a private network or on this machine.');

function isHttp(text: string): boolean {
  const protocol = URL.parse(text)?.protocol;
  return protocol === 'http:' || protocol === 'https:';
}
