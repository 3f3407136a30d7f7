/** Every way in which a file of TypeScript names another module, those for types alone included. */
import { parseSync, Visitor } from 'oxc-parser';

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Gone when the file runs. */
  readonly isForTypes: boolean;
}

/** @throws SyntaxError */
export function findImports(path: string, text: string): readonly Import[] {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new SyntaxError(`${path}: ${error.message}`);
  const found: Import[] = [];
  const add = ({ source, kind }: { readonly source: unknown; readonly kind: string | undefined }) => {
    if (isText(source)) found.push({ specifier: source.value, isForTypes: kind === 'type' });
  };
  new Visitor({
    ImportDeclaration: ({ source, importKind: kind }) => add({ source, kind }),
    ExportNamedDeclaration: ({ source, exportKind: kind }) => add({ source, kind }),
    ExportAllDeclaration: ({ source, exportKind: kind }) => add({ source, kind }),
    ImportExpression: ({ source }) => add({ source, kind: 'value' }),
    TSImportType: ({ source }) => add({ source, kind: 'type' }),
  }).visit(program);
  return found;
}

/** A module whose name is computed at run time has none that could be judged. */
function isText(source: unknown): source is { readonly value: string } {
  return typeof source === 'object' && source !== null && 'value' in source && typeof source.value === 'string';
}
