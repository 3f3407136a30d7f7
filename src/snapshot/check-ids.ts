/** Finds ids that name more than one thing, or that cannot be what they stand for. */
import { DOCUMENT_LISTS, RESOURCE_KINDS } from '#core/config/difference.ts';
import type { ConfigDocument } from '#core/config/document.ts';
import { publicIdOf } from '#snapshot/bind-keys.ts';
import { type Report, tellOf } from '#snapshot/report.ts';
import { tellOfChain } from '#snapshot/tell-of-chain.ts';

export function checkIds(document: ConfigDocument, report: Report): void {
  for (const kind of RESOURCE_KINDS) {
    const seen = new Set<string>();
    for (const item of document[DOCUMENT_LISTS[kind]]) {
      const tell = 'name' in item ? tellOf(report, kind, item) : tellOfChain(report, document, item);
      if (seen.has(item.id)) tell(['id'], `The id "${item.id}" is there twice.`);
      seen.add(item.id);
    }
  }
  for (const key of document.apiKeys) {
    if (publicIdOf(key.id) === '') tellOf(report, 'api-key', key)(['id'], 'The id of a key begins with key_.');
  }
}
