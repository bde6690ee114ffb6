/** Reads what agents do with a conversation that was handed over: "Mitarbeiter: übernimmt das Gespräch", "Mitarbeiter: sagt: …". */
import type { HandoffAction } from '../../src/handoff/api/handoff-shapes.ts';
import { demoAgents } from '../../src/storage/demo.ts';

export type DeskDeed =
  /** Opens the workspace; from here on gives signs of life. */
  | { readonly kind: 'arrives' }
  /** Closes it. */
  | { readonly kind: 'leaves' }
  /** Gives no sign of life any more. */
  | { readonly kind: 'fallsAway' }
  | { readonly kind: 'acts'; readonly action: HandoffAction };

type Reader = readonly [pattern: RegExp, read: (groups: Readonly<Record<string, string>>) => DeskDeed];

const outcomes: Record<string, 'solved' | 'ticket' | 'customerGone'> = { gelöst: 'solved', Ticket: 'ticket', 'Kunde weg': 'customerGone' };
const acts = (action: HandoffAction): DeskDeed => ({ kind: 'acts', action });

const readers: readonly Reader[] = [
  [/^ist da$/, () => ({ kind: 'arrives' })],
  [/^geht$/, () => ({ kind: 'leaves' })],
  [/^fällt aus$/, () => ({ kind: 'fallsAway' })],
  [/^übernimmt das Gespräch$/, () => acts({ kind: 'claim' })],
  [/^sagt: (?<text>.+)$/, ({ text = '' }) => acts({ kind: 'say', text })],
  [/^merkt an: (?<text>.+)$/, ({ text = '' }) => acts({ kind: 'note', text })],
  [/^gibt das Gespräch in die Warteschlange$/, () => acts({ kind: 'passOn', to: 'queue' })],
  [
    /^gibt das Gespräch an Mitarbeiter (?<who>[12])$/,
    ({ who }) => acts({ kind: 'passOn', to: { agentId: demoAgents[Number(who) - 1]?.id ?? '' } }),
  ],
  [/^gibt das Gespräch an den Assistenten$/, () => acts({ kind: 'return' })],
  [
    /^beendet das Gespräch: (?<outcome>gelöst|Ticket|Kunde weg)$/,
    ({ outcome = '' }) => acts({ kind: 'close', outcome: outcomes[outcome] ?? 'solved' }),
  ],
  [/^schlägt Fernwartung vor$/, () => acts({ kind: 'offerRemote' })],
];

/** In: the words after "Mitarbeiter:". Out: the deed; `undefined` for words about something else than the conversation. */
export function parseDeskDeed(words: string): DeskDeed | undefined {
  for (const [pattern, read] of readers) {
    const match = pattern.exec(words);
    if (match) return read(match.groups ?? {});
  }
  return undefined;
}
