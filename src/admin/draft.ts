/** The configuration while a verb edits it: every step gives a new document, so the one before stays what it was. */
import { Refusal, type UserProblem, type UserProblemCode } from '#admin/user-problem.ts';
import { DOCUMENT_LISTS, type ResourceKind } from '#core/config/difference.ts';
import type { ConfigDocument } from '#core/config/document.ts';
import type { StoredConfig } from '#core/config/stored.ts';

type Lists = typeof DOCUMENT_LISTS;
export type ItemOf<Kind extends ResourceKind> = ConfigDocument[Lists[Kind]][number];

export class Draft {
  readonly before: StoredConfig;
  readonly problems: UserProblem[] = [];
  /** Worth knowing of the change itself. */
  readonly warnings: string[] = [];
  readonly secrets: { readonly credentialId: string; readonly secret: string }[] = [];
  #document: ConfigDocument;
  readonly #inputPaths = new Map<string, readonly string[]>();

  constructor(before: StoredConfig) {
    this.before = before;
    this.#document = before.document;
  }

  get document(): ConfigDocument {
    return this.#document;
  }

  all<Kind extends ResourceKind>(kind: Kind): readonly ItemOf<Kind>[] {
    return this.#document[DOCUMENT_LISTS[kind]] as readonly ItemOf<Kind>[]; // The table pairs kinds and lists.
  }

  find<Kind extends ResourceKind>(kind: Kind, id: string): ItemOf<Kind> | undefined {
    return this.all(kind).find((item) => item.id === id);
  }

  /** The item that the verb is about. @throws Refusal where there is none. */
  need<Kind extends ResourceKind>(kind: Kind, id: string, path: readonly string[] = ['id']): ItemOf<Kind> {
    const found = this.find(kind, id);
    if (found) return found;
    throw new Refusal([...this.problems, notFound(kind, id, path)]);
  }

  /** Reports an id that names nothing of this kind. */
  check(kind: ResourceKind, id: string, path: readonly string[]): void {
    if (!this.find(kind, id)) this.problems.push(notFound(kind, id, path));
  }

  /** `inputPath` is where the resource stands in the arguments; problems of its fields are told below it. */
  add<Kind extends ResourceKind>(kind: Kind, item: ItemOf<Kind>, inputPath: readonly string[] = ['input']): void {
    this.#write(kind, [...this.all(kind), item]);
    this.#inputPaths.set(item.id, inputPath);
  }

  replace<Kind extends ResourceKind>(kind: Kind, item: ItemOf<Kind>, inputPath: readonly string[] = ['input']): void {
    const items = this.all(kind).map((known) => (known.id === item.id ? item : known));
    this.#write(kind, items);
    this.#inputPaths.set(item.id, inputPath);
  }

  /** Adds or replaces. */
  put<Kind extends ResourceKind>(kind: Kind, item: ItemOf<Kind>, inputPath: readonly string[] = ['input']): void {
    if (this.find(kind, item.id)) this.replace(kind, item, inputPath);
    else this.add(kind, item, inputPath);
  }

  remove(kind: ResourceKind, id: string): void {
    this.#write(
      kind,
      this.all(kind).filter((item) => item.id !== id),
    );
  }

  /** Everything becomes what that document says. */
  become(document: ConfigDocument): void {
    this.#document = document;
  }

  /** Keeps a secret to be sealed with the change. */
  seal(credentialId: string, secret: string): void {
    this.secrets.push({ credentialId, secret });
  }

  report(code: UserProblemCode, path: readonly string[], message: string, hint?: string): void {
    this.problems.push({ code, path, message, ...(hint !== undefined && { hint }) });
  }

  /** Where the resource stands in the arguments of the mutation; undefined where the change did not touch it. */
  inputPathOf(id: string): readonly string[] | undefined {
    return this.#inputPaths.get(id);
  }

  #write<Kind extends ResourceKind>(kind: Kind, items: readonly ItemOf<Kind>[]): void {
    this.#document = { ...this.#document, [DOCUMENT_LISTS[kind]]: items };
  }
}

function notFound(kind: ResourceKind, id: string, path: readonly string[]): UserProblem {
  return { code: 'not-found', path, message: `There is no ${kind.replace('-', ' ')} with the id "${id}".` };
}
