/** Recorded traffic of vendors, read from the folder that GATEHOUSE_RECORDED_DIR names: `<provider>/<exchange>.json`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AnyProvider } from '#core/provider.ts';
import { openaiCompatible } from '#providers/openai-compatible.ts';
import { providers } from '#providers/registry.ts';

const exchange = z.object({
  provider: z.string(),
  endpoint: z.string(),
  stream: z.boolean(),
  request: z.object({ method: z.string(), path: z.string(), body: z.json() }),
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    body: z.string().optional(),
    bodyBase64: z.string().optional(),
  }),
});

export type Exchange = z.infer<typeof exchange> & { readonly name: string };

export const RECORDED_FOLDER = process.env.GATEHOUSE_RECORDED_DIR ?? '';
export const SKIP_MESSAGE = 'GATEHOUSE_RECORDED_DIR is not set: no recorded traffic was run.';

export function recordedProviders(): readonly string[] {
  if (RECORDED_FOLDER === '') return [];
  const entries = readdirSync(RECORDED_FOLDER, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

export function readExchanges(provider: string): readonly Exchange[] {
  const folder = join(RECORDED_FOLDER, provider);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => ({
    ...exchange.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
    name: name.replace(/\.json$/, ''),
  }));
}

export function bodyOf({ response }: Exchange): Buffer {
  const { body = '', bodyBase64 } = response;
  return bodyBase64 === undefined ? Buffer.from(body) : Buffer.from(bodyBase64, 'base64');
}

/** The adapter of the vendor itself; `openai-compatible` where there is none. */
export function adapterOf({ provider }: Exchange): AnyProvider {
  return providers.find(({ id }) => id === provider) ?? openaiCompatible;
}
