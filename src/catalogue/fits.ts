/** Whether a name of a model is one that an entry of the catalogue stands for. Small and large letters are the same. */
import type { CatalogueModel, NameRule } from '#catalogue/catalogue-file.ts';

export function fits({ id, match }: CatalogueModel, name: string): boolean {
  return agrees(match ?? { equals: id }, name.toLowerCase());
}

function agrees(rule: NameRule, name: string): boolean {
  if ('equals' in rule) return name === rule.equals.toLowerCase();
  if ('starts_with' in rule) return name.startsWith(rule.starts_with.toLowerCase());
  if ('ends_with' in rule) return name.endsWith(rule.ends_with.toLowerCase());
  if ('contains' in rule) return name.includes(rule.contains.toLowerCase());
  if ('regex' in rule) return new RegExp(rule.regex, 'i').test(name);
  if ('or' in rule) return rule.or.some((one) => agrees(one, name));
  return rule.and.every((one) => agrees(one, name));
}
