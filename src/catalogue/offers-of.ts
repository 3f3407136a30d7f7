/** Who sells what an adapter asks for: ids of the catalogue by id of the adapter. */

export const SELLERS: Readonly<Record<string, readonly string[]>> = {
  anthropic: ['anthropic'],
  azure: ['azure'],
  bedrock: ['aws'],
  cerebras: ['cerebras'],
  cohere: ['cohere'],
  deepseek: ['deepseek'],
  fireworks: ['fireworks'],
  gemini: ['google'],
  'github-models': ['github-models'],
  groq: ['groq'],
  huggingface: ['huggingface'],
  mistral: ['mistral'],
  moonshot: ['moonshotai'],
  nvidia: ['nvidia'],
  openai: ['openai'],
  'openai-responses': ['openai'],
  openrouter: ['openrouter'],
  perplexity: ['perplexity'],
  qwen: ['qwen'],
  together: ['together'],
  vertex: ['google', 'google-vertex'],
  xai: ['x-ai'],
};

/** Hugging Face's router takes the one who runs a model behind its name: `openai/gpt-oss-120b:groq`. */
const ROUTED = /^(.+):([a-z0-9-]+)$/;

export interface Offer {
  readonly seller: string;
  readonly name: string;
}

/** In the order in which they are to be asked. */
export function offersOf(adapterId: string, upstreamModel: string): readonly Offer[] {
  const sellers = SELLERS[adapterId] ?? [];
  const own = sellers.map((seller) => ({ seller, name: upstreamModel }));
  const routed = adapterId === 'huggingface' ? ROUTED.exec(upstreamModel) : null;
  return routed ? [{ seller: `huggingface_${routed[2]}`, name: routed[1] ?? '' }] : own;
}
