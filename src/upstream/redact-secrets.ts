/** Takes known secrets out of foreign text, in the spellings in which vendors echo it. */

const REDACTED = '[secret]';
/** Shorter secrets would eat ordinary words. */
const SHORTEST = 4;
/** A half of a key is a secret too; shorter halves are hardly unique. */
const SHORTEST_HALF = 12;

export function redactSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length >= SHORTEST);
  return known.flatMap(spellings).reduce((clean, spelling) => clean.replaceAll(spelling, REDACTED), text);
}

function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64');
  const middle = Math.ceil(secret.length / 2);
  const halves = [secret.slice(0, middle), secret.slice(middle)].filter((half) => half.length >= SHORTEST_HALF);
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [secret, escaped, encodeURIComponent(secret), base64, base64.replace(/=+$/, ''), ...halves];
}
