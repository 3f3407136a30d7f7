/** Finds names that are malformed or that two resources of one kind share. */
import { DOCUMENT_LISTS, RESOURCE_KINDS, type ResourceKind } from '#core/config/difference.ts';
import type { ConfigDocument, ModelConfig } from '#core/config/document.ts';
import { modelNameProblem, nameProblem } from '#core/config/name-rule.ts';
import { type Report, tellOf } from '#snapshot/report.ts';

export function checkNames(document: ConfigDocument, report: Report): void {
  for (const kind of RESOURCE_KINDS) {
    if (kind !== 'chain' && kind !== 'model') checkKind(kind, document, report);
  }
  checkModels(document.models, report);
}

function checkKind(kind: Exclude<ResourceKind, 'chain' | 'model'>, document: ConfigDocument, report: Report): void {
  const items = document[DOCUMENT_LISTS[kind]];
  const holders = Map.groupBy<string, { id: string; name: string }>(items, ({ name }) => name);
  for (const item of items) {
    const tell = tellOf(report, kind, item);
    const problem = nameProblem(item.name);
    if (problem !== undefined) tell(['name'], problem);
    // Said of every holder: which of them came last is not known, and a form shows what is said of its own resource.
    const other = holders.get(item.name)?.find(({ id }) => id !== item.id);
    if (other) tell(['name'], `The name "${item.name}" is also that of ${other.id}.`);
  }
}

/** A word that callers may say for a model. */
interface Word {
  readonly text: string;
  readonly model: ModelConfig;
  readonly path: readonly PropertyKey[];
}

/** A model answers to its aliases too, so they share one space with the names. */
function checkModels(models: readonly ModelConfig[], report: Report): void {
  const words = models.flatMap(wordsOf);
  const holders = Map.groupBy(words, ({ text }) => text);
  for (const word of words) {
    const { text, model, path } = word;
    const tell = tellOf(report, 'model', model);
    const problem = modelNameProblem(text);
    if (problem !== undefined) tell(path, problem);
    const other = holders.get(text)?.find((holder) => holder !== word);
    if (other?.model === model) tell(path, `"${text}" is there twice.`);
    else if (other) tell(path, `"${text}" is also a name of the model ${other.model.name} (${other.model.id}).`);
  }
}

function wordsOf(model: ModelConfig): Word[] {
  const aliases = model.aliases.map((text, index) => ({ text, model, path: ['aliases', index] }));
  return [{ text: model.name, model, path: ['name'] }, ...aliases];
}
