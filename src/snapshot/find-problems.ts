/** What cannot run whatever the adapters and plugins say, all of it and not the first only. */
import type { ConfigDocument } from '#core/config/document.ts';
import type { AnyPlugin } from '#core/plugin.ts';
import { checkChains } from '#snapshot/check-chains.ts';
import { checkIds } from '#snapshot/check-ids.ts';
import { checkNames } from '#snapshot/check-names.ts';
import { checkNumbers } from '#snapshot/check-numbers.ts';
import { checkReferences } from '#snapshot/check-references.ts';
import type { Report } from '#snapshot/report.ts';

export function findProblems(document: ConfigDocument, types: ReadonlyMap<string, AnyPlugin>, report: Report): void {
  checkIds(document, report);
  checkNames(document, report);
  checkNumbers(document, report);
  checkReferences(document, report);
  checkChains(document, types, report);
}
