/** Warns of chains that run but make no sense, because an entry was moved out of the stage of its type. */

import type { ConfigDocument } from '#core/config/document.ts';
import type { PluginStage } from '#core/plugin.ts';
import type { ChainIndex, PlacedChain } from '#snapshot/index-chains.ts';
import { createMeeting } from '#snapshot/meeting-chains.ts';
import { orderChain, type PlacedEntry } from '#snapshot/order-chain.ts';
import type { Report } from '#snapshot/report.ts';
import { tellOfChain } from '#snapshot/tell-of-chain.ts';

/** What goes wrong where a plugin of the first stage runs before one of the second. */
const HARM: Partial<Record<PluginStage, Partial<Record<PluginStage, string>>>> = {
  limit: { authenticate: 'callers are counted before it is known who they are' },
  cache: {
    authenticate: 'callers that would be refused get kept answers',
    limit: 'kept answers are given without being limited',
    guard: 'kept answers are given to prompts that were not guarded',
    transform: 'answers are kept by what was asked before the change, so callers with other changes get them too',
  },
  observe: { guard: 'prompts are seen that would have been refused or masked' },
};

/** One entry that overtakes another, which its stage would not. */
interface Finding {
  readonly early: PlacedEntry;
  readonly late: PlacedEntry;
  readonly harm: string;
}

export function warnOfOrder(document: ConfigDocument, { chains }: ChainIndex, report: Report): void {
  const movedIn = chains.filter(({ entries }) => entries.some(isMoved));
  if (movedIn.length === 0) return;
  const meetingWith = createMeeting(document, chains);
  for (const placed of movedIn) {
    const { chain, entries } = placed;
    const met = [placed, ...meetingWith(chain)];
    const tell = tellOfChain(report, document, chain);
    for (const entry of entries.filter(isMoved)) {
      const findings = met.flatMap((other) => findingsOf(entry, entries, other));
      for (const alike of Map.groupBy(findings, ({ harm }) => harm).values()) {
        tell(['entries', entry.position, 'stage'], sentenceOf(entry, alike), 'warning');
      }
    }
  }
}

function isMoved({ stage, definition }: PlacedEntry): boolean {
  return stage !== definition.stage;
}

/** Judged as a call runs them that passes both chains. The order of two entries is the same whatever else it passes. */
function findingsOf(moved: PlacedEntry, own: readonly PlacedEntry[], other: PlacedChain): Finding[] {
  const together = other.entries === own ? own : [...own, ...other.entries];
  const running = orderChain(together).filter(({ runs }) => runs);
  const at = running.indexOf(moved);
  if (at === -1) return [];
  return running.flatMap((entry, index): Finding[] => {
    if (entry === moved || !other.entries.includes(entry)) return [];
    const [early, late] = index < at ? [entry, moved] : [moved, entry];
    const harm = HARM[early.definition.stage]?.[late.definition.stage];
    // Of two moved ones, the early one is told.
    if (harm === undefined || (moved === late && isMoved(early))) return [];
    return [{ early, late, harm }];
  });
}

const SHOWN = 3;

function sentenceOf(moved: PlacedEntry, findings: readonly Finding[]): string {
  const isEarly = findings[0]?.early === moved;
  const others = [...new Set(findings.map(({ early, late }) => (isEarly ? late : early).pluginName))];
  const more = others.length > SHOWN ? ` and ${others.length - SHOWN} more` : '';
  const named = others.slice(0, SHOWN).join(', ') + more;
  const side = isEarly ? 'before' : 'after';
  return `${moved.pluginName} was moved to the stage ${moved.stage} and so runs ${side} ${named}: ${findings[0]?.harm}.`;
}
