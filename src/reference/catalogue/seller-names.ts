/** Under which names the sources have each seller of the catalogue; absent where a source does not have it. */

export interface SellerNames {
  readonly genaiPrices?: string;
  readonly piAi?: string;
  readonly tokenlens?: string;
}

export const SELLER_NAMES: Readonly<Record<string, SellerNames>> = {
  anthropic: { genaiPrices: 'anthropic', piAi: 'anthropic', tokenlens: 'anthropic' },
  aws: { genaiPrices: 'aws', piAi: 'amazon-bedrock', tokenlens: 'amazon-bedrock' },
  azure: { genaiPrices: 'azure', piAi: 'azure', tokenlens: 'azure' },
  cerebras: { genaiPrices: 'cerebras', piAi: 'cerebras', tokenlens: 'cerebras' },
  cohere: { genaiPrices: 'cohere' },
  deepseek: { genaiPrices: 'deepseek', piAi: 'deepseek', tokenlens: 'deepseek' },
  fireworks: { genaiPrices: 'fireworks', piAi: 'fireworks', tokenlens: 'fireworks-ai' },
  'github-models': { tokenlens: 'github-models' },
  google: { genaiPrices: 'google', piAi: 'google', tokenlens: 'google' },
  'google-vertex': { piAi: 'google-vertex', tokenlens: 'google-vertex' },
  groq: { genaiPrices: 'groq', piAi: 'groq', tokenlens: 'groq' },
  huggingface: { piAi: 'huggingface', tokenlens: 'huggingface' },
  huggingface_cerebras: { genaiPrices: 'huggingface_cerebras' },
  'huggingface_fireworks-ai': { genaiPrices: 'huggingface_fireworks-ai' },
  huggingface_groq: { genaiPrices: 'huggingface_groq' },
  huggingface_hyperbolic: { genaiPrices: 'huggingface_hyperbolic' },
  huggingface_nebius: { genaiPrices: 'huggingface_nebius' },
  huggingface_novita: { genaiPrices: 'huggingface_novita' },
  huggingface_nscale: { genaiPrices: 'huggingface_nscale' },
  huggingface_ovhcloud: { genaiPrices: 'huggingface_ovhcloud' },
  huggingface_publicai: { genaiPrices: 'huggingface_publicai' },
  huggingface_sambanova: { genaiPrices: 'huggingface_sambanova' },
  huggingface_together: { genaiPrices: 'huggingface_together' },
  mistral: { genaiPrices: 'mistral', piAi: 'mistral', tokenlens: 'mistral' },
  moonshotai: { genaiPrices: 'moonshotai', piAi: 'moonshotai', tokenlens: 'moonshotai' },
  nvidia: { piAi: 'nvidia', tokenlens: 'nvidia' },
  openai: { genaiPrices: 'openai', piAi: 'openai', tokenlens: 'openai' },
  openrouter: { genaiPrices: 'openrouter', piAi: 'openrouter', tokenlens: 'openrouter' },
  perplexity: { genaiPrices: 'perplexity', tokenlens: 'perplexity' },
  qwen: { tokenlens: 'alibaba' },
  together: { genaiPrices: 'together', piAi: 'together', tokenlens: 'togetherai' },
  'x-ai': { genaiPrices: 'x-ai', piAi: 'xai', tokenlens: 'xai' },
};
