/** Reads what support agents do in conversation files: "Mitarbeiter: stuft ein als kostenpflichtig [F3.2], Datenbereinigung, 120,00 € netto, …". */
import type { AgentAction, AgentTicketState, Classing, FinalCoverage, OfferDraft } from '../../src/domain/agent-action.ts';

/** What an action may name; the newest ones of the conversation. */
export interface ActionIds {
  readonly requestId: string;
  readonly offerId: string;
  readonly orderId: string;
  readonly objectionId: string;
}

export type AgentDeed = (ids: ActionIds) => AgentAction;

const coverages: Record<string, FinalCoverage> = { abgedeckt: 'covered', kostenpflichtig: 'billable', 'nicht angeboten': 'notOffered' };
const states: Record<string, AgentTicketState> = {
  'In Bearbeitung': 'open',
  'Rückmeldung erforderlich': 'waitingCustomer',
  Gelöst: 'resolved',
  Geschlossen: 'closed',
};
const categories = ['schulung', 'konfiguration', 'datenbereinigung', 'installation', 'hardware-netzwerk'];

type Reader = readonly [pattern: RegExp, read: (match: RegExpExecArray) => AgentDeed];

const readers: readonly Reader[] = [
  [
    /^stuft ein als (?<what>.+?), weil (?<reason>.+)$/,
    ({ groups }) => {
      const what = groups?.what ?? '';
      const classing = classingOf(what, groups?.reason ?? '');
      const offer = offerOf(what);
      return ({ requestId }) => ({ kind: 'classify', requestId, classing, ...(offer ? { offer } : {}) });
    },
  ],
  [
    /^bestätigt den Auftrag$/,
    () =>
      ({ requestId, orderId }) => ({ kind: 'confirmOrder', requestId, orderId }),
  ],
  [
    /^schließt den Auftrag ab$/,
    () =>
      ({ requestId, orderId }) => ({ kind: 'fulfilOrder', requestId, orderId }),
  ],
  [
    /^hebt den Auftrag auf \[(?<clauses>[^\]]+)\], weil (?<reason>.+)$/,
    ({ groups }) => {
      const clauses = (groups?.clauses ?? '').split(', ');
      const reason = groups?.reason ?? '';
      return ({ requestId, orderId }) => ({ kind: 'cancelOrder', requestId, orderId, clauses, reason });
    },
  ],
  [
    /^(?<verb>erfasst|zieht) (?<minutes>\d+) Minuten( ab)?: (?<note>.+)$/,
    ({ groups }) => {
      const minutes = Number(groups?.minutes) * (groups?.verb === 'zieht' ? -1 : 1);
      return ({ requestId }) => ({ kind: 'addEffort', requestId, minutes, note: groups?.note ?? '' });
    },
  ],
  [
    /^setzt den Status auf (?<state>.+)$/,
    ({ groups }) => {
      const to = states[groups?.state ?? ''];
      if (!to) throw new Error(`Unknown state: ${groups?.state}`);
      return ({ requestId }) => ({ kind: 'setTicketState', requestId, to });
    },
  ],
  [
    /^schreibt: (?<text>.+)$/,
    ({ groups }) =>
      ({ requestId }) => ({ kind: 'reply', requestId, text: groups?.text ?? '' }),
  ],
  [
    /^notiert: (?<text>.+)$/,
    ({ groups }) =>
      ({ requestId }) => ({ kind: 'note', requestId, text: groups?.text ?? '' }),
  ],
  [
    /^nimmt das Angebot zurück, weil (?<reason>.+)$/,
    ({ groups }) =>
      ({ requestId, offerId }) => ({ kind: 'retractOffer', requestId, offerId, reason: groups?.reason ?? '' }),
  ],
  [
    /^lehnt den Einwand ab, weil (?<answer>.+)$/,
    ({ groups }) =>
      ({ requestId, objectionId }) => ({
        kind: 'decideObjection',
        requestId,
        objectionId,
        result: { kind: 'upheld', answer: groups?.answer ?? '' },
      }),
  ],
  [
    /^gibt dem Einwand statt: (?<what>.+?), weil (?<reason>.+)$/,
    ({ groups }) => {
      const classing = classingOf(groups?.what ?? '', groups?.reason ?? '');
      return ({ requestId, objectionId }) => ({
        kind: 'decideObjection',
        requestId,
        objectionId,
        result: { kind: 'granted', classing },
      });
    },
  ],
];

/** In: the words after "Mitarbeiter:". Out: the action once its ids are known; words of no known form fail. */
export function parseDeed(words: string): AgentDeed {
  for (const [pattern, read] of readers) {
    const match = pattern.exec(words);
    if (match) return read(match);
  }
  throw new Error(`An agent cannot do this: ${words}`);
}

function classingOf(what: string, reason: string): Classing {
  const name = Object.keys(coverages).find((word) => what.startsWith(word)) ?? '';
  const coverage = coverages[name];
  if (!coverage) throw new Error(`Unknown classing: ${what}`);
  const clauses = (/\[([^\]]+)\]/.exec(what)?.[1] ?? '').split(', ').filter(Boolean);
  const category = categories.find((candidate) => what.toLowerCase().includes(candidate));
  return { coverage, clauses, ...(category ? { category } : {}), reason };
}

function offerOf(what: string): OfferDraft | undefined {
  const net = /(\d+),(\d\d) € netto/.exec(what);
  const ceilingMinutes = number(/Obergrenze (\d+) Minuten/.exec(what)?.[1]);
  const validDays = number(/gültig (\d+) Tage/.exec(what)?.[1]);
  const more = { ...(ceilingMinutes ? { ceilingMinutes } : {}), ...(validDays ? { validDays } : {}) };
  if (what.includes('hinterlegter Satz')) return { rate: 'onFile', ...more };
  if (!net) return undefined;
  const netCentsPerHour = Number(`${net[1]}${net[2]}`);
  return { rate: { netCentsPerHour, vatPercent: 19, incrementMinutes: 15, minimumMinutes: 15 }, validDays: 14, ...more };
}

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
