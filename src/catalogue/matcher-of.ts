/** Tells the names that an entry of the catalogue stands for. Small and large letters are the same. */
import type { CatalogueModel, NameRule } from '#catalogue/catalogue-file.ts';

/** Takes a name in small letters. */
export type Matcher = (name: string) => boolean;

export function matcherOf({ id, match }: Pick<CatalogueModel, 'id' | 'match'>): Matcher {
  return compile(match ?? { equals: id });
}

function compile(rule: NameRule): Matcher {
  if ('equals' in rule) return withPart(rule.equals, (name, part) => name === part);
  if ('starts_with' in rule) return withPart(rule.starts_with, (name, part) => name.startsWith(part));
  if ('ends_with' in rule) return withPart(rule.ends_with, (name, part) => name.endsWith(part));
  if ('contains' in rule) return withPart(rule.contains, (name, part) => name.includes(part));
  if ('regex' in rule) {
    const pattern = new RegExp(rule.regex, 'i');
    return (name) => pattern.test(name);
  }
  const rules = ('or' in rule ? rule.or : rule.and).map(compile);
  return 'or' in rule ? (name) => rules.some((fits) => fits(name)) : (name) => rules.every((fits) => fits(name));
}

function withPart(text: string, test: (name: string, part: string) => boolean): Matcher {
  const part = text.toLowerCase();
  return (name) => test(name, part);
}
