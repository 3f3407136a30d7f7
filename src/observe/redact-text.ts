/** Takes out of a text what looks like a secret: Gatehouse's own keys, and the key formats of common vendors. */

const REDACTED = '[secret]';

/** No pattern can run longer than linear: each is a literal followed by one class. */
const PATTERNS = [
  // The public id may stay, since it tells operators which key it was; the secret behind it may not.
  /(?<keep>\bgh_[a-z]{2,8}_[0-9A-Za-z]{12})_[0-9A-Za-z_]+/g,
  // OpenAI, Anthropic, OpenRouter, DeepSeek, Stripe-like.
  /(?<keep>)\b(?:sk|pk|rk)[-_][0-9A-Za-z_-]{12,}/g,
  // Google.
  /(?<keep>)\bAIza[0-9A-Za-z_-]{20,}/g,
  // AWS access key ids.
  /(?<keep>)\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  // Groq, xAI, Hugging Face, GitHub, Replicate, Perplexity.
  /(?<keep>)\b(?:gsk_|xai-|hf_|ghp_|gho_|ghs_|github_pat_|r8_|pplx-)[0-9A-Za-z_-]{16,}/g,
  // JSON web tokens.
  /(?<keep>)\beyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}(?:\.[0-9A-Za-z_-]*)?/g,
  /(?<keep>\b(?:Bearer|Basic) )[0-9A-Za-z._~+/=-]{8,}/gi,
];

/** Shorter than every pattern's match. */
const SHORTEST = 12;

export function redactText(text: string): string {
  if (text.length < SHORTEST) return text;
  return PATTERNS.reduce((clean, pattern) => clean.replace(pattern, `$<keep>${REDACTED}`), text);
}
