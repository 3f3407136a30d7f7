/** How things may be named: one rule for what people configure, and a wider one for models, which callers say as vendors do. */

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Such as `openai/gpt-5.1`. */
const MODEL_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._:/-]{0,126}[A-Za-z0-9])?$/;

/** What is wrong with the name, as a sentence; undefined where nothing is. */
export function nameProblem(name: string): string | undefined {
  if (NAME.test(name)) return undefined;
  return 'Use small letters, digits and hyphens only, at most 63, with no hyphen at either end.';
}

/** The same for the name or an alias of a model. */
export function modelNameProblem(name: string): string | undefined {
  if (MODEL_NAME.test(name)) return undefined;
  return 'Use letters, digits and . _ : / - only, at most 128, with a letter or digit at both ends.';
}
