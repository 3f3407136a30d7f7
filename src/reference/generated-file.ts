/** One file that is written and never edited. */

export interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
}

export function jsonFile(path: string, value: object): GeneratedFile {
  return { path, text: `${JSON.stringify(value, null, 2)}\n` };
}

/** A page of the reference. Its second line keeps people from editing it. */
export function page(name: string, title: string, blocks: readonly string[]): GeneratedFile {
  const notice = '<!-- Written by `npm run gen`. Change what it is made of, not this page. -->';
  return { path: `docs/reference/${name}.md`, text: `${[`# ${title}`, notice, ...blocks].join('\n\n')}\n` };
}
