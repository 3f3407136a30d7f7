/** What the name of a model tells of what it takes. */

/** `2.5` of `gemini-2.5-flash`; undefined where the name has none, as that of a tuned model or `gemini-flash-latest`. */
export function versionOf(model: string): number | undefined {
  const [, version] = /gemini-(\d+(?:\.\d+)?)/.exec(model) ?? [];
  return version === undefined ? undefined : Number(version);
}

/** From this version on, calls come with proofs and answers of tools may hold media. */
export function isThird(model: string): boolean {
  const version = versionOf(model);
  return version === undefined ? /gemini-.*latest/.test(model) : version >= 3;
}

export function isPro(model: string): boolean {
  return /gemini-[\d.]*-?pro/.test(model);
}
