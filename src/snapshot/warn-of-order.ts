/** Warns of chains that run but make no sense, because an entry was moved out of the stage of its type. */

import type { ConfigDocument } from '#core/config/document.ts';
import type { PluginStage } from '#core/plugin.ts';
import type { ChainIndex, PlacedChain } from '#snapshot/index-chains.ts';
import { createMeeting } from '#snapshot/meeting-chains.ts';
import { compareEntries, orderChain, type PlacedEntry } from '#snapshot/order-chain.ts';
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

/** How many overtaken plugins are named; more only make the sentence longer. */
const SHOWN = 3;

/** Others that an entry overtakes, or that overtake it, with the same harm. */
interface Finding {
  readonly side: 'before' | 'after';
  readonly harm: string;
  readonly others: Set<string>;
}

export function warnOfOrder(document: ConfigDocument, { chains }: ChainIndex, report: Report): void {
  const movedIn = chains.filter(({ entries }) => entries.some(isMoved));
  if (movedIn.length === 0) return;
  const meetingWith = createMeeting(document, chains);
  for (const placed of movedIn) {
    const met = [placed, ...meetingWith(placed.chain)];
    const tell = tellOfChain(report, document, placed.chain);
    for (const moved of placed.entries.filter(isMoved)) {
      for (const finding of findingsOf(moved, placed, met)) {
        tell(['entries', moved.position, 'stage'], sentenceOf(moved, finding), 'warning');
      }
    }
  }
}

function isMoved({ stage, definition }: PlacedEntry): boolean {
  return stage !== definition.stage;
}

function findingsOf(moved: PlacedEntry, own: PlacedChain, met: readonly PlacedChain[]): Iterable<Finding> {
  const findings = new Map<string, Finding>();
  for (const chain of met) {
    for (const other of chain.entries) {
      const found = judgePair(moved, other);
      if (!found) continue;
      const finding = findings.get(found.harm) ?? { ...found, others: new Set() };
      const isKnown = finding.others.size > SHOWN || finding.others.has(other.pluginName);
      if (isKnown || !doBothRun(moved, other, own, chain)) continue;
      finding.others.add(other.pluginName);
      findings.set(found.harm, finding);
    }
  }
  return findings.values();
}

function judgePair(moved: PlacedEntry, other: PlacedEntry): Pick<Finding, 'side' | 'harm'> | undefined {
  const isEarly = compareEntries(moved, other) < 0;
  // Of two moved ones, the early one is told.
  if (moved === other || (!isEarly && isMoved(other))) return undefined;
  const [early, late] = isEarly ? [moved, other] : [other, moved];
  const harm = HARM[early.definition.stage]?.[late.definition.stage];
  return harm === undefined ? undefined : { side: isEarly ? 'before' : 'after', harm };
}

/** In a call that passes these two chains and no other; where it passes more, others may replace them. */
function doBothRun(moved: PlacedEntry, other: PlacedEntry, own: PlacedChain, met: PlacedChain): boolean {
  const ordered = orderChain(own === met ? own.entries : [...own.entries, ...met.entries]);
  // What is replaced is replaced by a copy that says so.
  return [moved, other].every((entry) => entry.runs && ordered.includes(entry));
}

function sentenceOf({ pluginName, stage }: PlacedEntry, { side, harm, others }: Finding): string {
  const named = [...others].slice(0, SHOWN).join(', ') + (others.size > SHOWN ? ' and others' : '');
  return `${pluginName} was moved to the stage ${stage} and so runs ${side} ${named}: ${harm}.`;
}
