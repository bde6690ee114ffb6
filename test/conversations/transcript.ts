/** Reads conversation files: "Kunde:/Bot:/Mitarbeiter:" lines that support staff can judge without reading code. */
import { type AgentDeed, parseDeed } from './agent-lines.ts';
import { type DeskDeed, parseDeskDeed } from './desk-lines.ts';

export type TranscriptStep =
  | { readonly kind: 'says'; readonly text: string; readonly line: number }
  | { readonly kind: 'presses'; readonly title: string; readonly line: number }
  /** The next bot message; `…` stands for any text. */
  | { readonly kind: 'bot'; readonly text: string; readonly line: number }
  /** Buttons of the last bot message that must be there, in this order. */
  | { readonly kind: 'buttons'; readonly titles: readonly string[]; readonly line: number }
  /** Time passes, ms. */
  | { readonly kind: 'later'; readonly ms: number; readonly line: number }
  /** A support agent acts; of two, the second may decide what the first may not. */
  | { readonly kind: 'agent'; readonly who: 1 | 2; readonly deed: AgentDeed; readonly line: number }
  /** A support agent does something with the conversation itself. */
  | { readonly kind: 'desk'; readonly who: 1 | 2; readonly deed: DeskDeed; readonly line: number }
  /** The last action of an agent was refused with this sentence. */
  | { readonly kind: 'refused'; readonly text: string; readonly line: number }
  | { readonly kind: 'then'; readonly outcome: Outcome; readonly line: number };

/** What must be stored at the end. */
export interface Outcome {
  readonly tickets?: number;
  readonly orders?: number;
  /** Billable minutes entered. */
  readonly minutes?: number;
  /** Looks of staff at a customer. */
  readonly lookups?: number;
  /** Kinds of the ledger rows, in order. */
  readonly ledger?: readonly string[];
  /** Tickets that hold the conversation. */
  readonly transcripts?: number;
}

export interface Transcript {
  readonly title: string;
  readonly who: 'customer' | 'colleague' | 'anonymous' | 'staff';
  /** group: several people read along. */
  readonly where: 'personal' | 'group';
  readonly rates: 'example' | 'none';
  /** Outside service hours. */
  readonly isClosed: boolean;
  /** A code for remote maintenance is on file. */
  readonly hasRemote: boolean;
  readonly steps: readonly TranscriptStep[];
}

const people = {
  'darf beauftragen': 'customer',
  'darf nicht beauftragen': 'colleague',
  'nicht angemeldet': 'anonymous',
  Kollegin: 'staff',
} as const;

/** In: a file's text. Out: the transcript; a line of unknown form fails with its number. */
export function parseTranscript(source: string): Transcript {
  const lines = source.split('\n').map((text, index) => ({ text: text.trim(), line: index + 1 }));
  const title = lines.find(({ text }) => text.startsWith('# '))?.text.slice(2) ?? '';
  const given = lines.find(({ text }) => text.startsWith('Gegeben:'))?.text ?? '';
  const who = Object.entries(people).find(([words]) => given.includes(words))?.[1];
  if (!who) throw new Error(`"Gegeben:" must name one of: ${Object.keys(people).join(', ')}`);
  const isClosed = given.includes('außerhalb der Servicezeiten');
  const hasRemote = given.includes('Fernwartung');
  const rates = given.includes('kein Stundensatz') ? 'none' : 'example';
  const rest = lines.filter(({ text }) => text !== '' && !text.startsWith('#') && !text.startsWith('Gegeben:') && !text.startsWith('//'));
  const where = given.includes('Gruppe') ? 'group' : 'personal';
  return { title, who, where, rates, isClosed, hasRemote, steps: rest.map(parseStep) };
}

function parseStep({ text, line }: { text: string; line: number }): TranscriptStep {
  const [, head = '', body = ''] = /^(Kunde|Kollegin|Bot|Später|Dann|Mitarbeiter(?: 2)?|Abgelehnt):\s*(.*)$/.exec(text) ?? [];
  const speaks = head === 'Kunde' || head === 'Kollegin';
  if (speaks && body.startsWith('→')) return { kind: 'presses', title: body.slice(1).trim(), line };
  if (speaks) return { kind: 'says', text: body, line };
  if (head === 'Bot' && /^\[[^\]]+\](\s|$)/.test(body) && !/^\[F\d/.test(body))
    return { kind: 'buttons', titles: [...body.matchAll(/\[([^\]]+)\]/g)].map((match) => match[1] ?? ''), line };
  if (head === 'Bot') return { kind: 'bot', text: body, line };
  if (head === 'Später') return { kind: 'later', ms: Number.parseFloat(body) * (/Minuten?$/.test(body) ? 60_000 : 86_400_000), line };
  if (head === 'Dann') return { kind: 'then', outcome: parseOutcome(body), line };
  if (head === 'Abgelehnt') return { kind: 'refused', text: body, line };
  if (head.startsWith('Mitarbeiter')) {
    const who = head.endsWith('2') ? 2 : 1;
    const deed = parseDeskDeed(body);
    return deed ? { kind: 'desk', who, deed, line } : { kind: 'agent', who, deed: parseDeed(body), line };
  }
  throw new Error(`Line ${line} is neither Kunde, Bot, Später nor Dann: ${text}`);
}

function parseOutcome(body: string): Outcome {
  const number = (word: RegExp) => {
    const match = word.exec(body);
    return match ? (match[1] === 'kein' ? 0 : Number(match[1])) : undefined;
  };
  const ledger = /Nachweis:? ?\(([^)]*)\)/.exec(body)?.[1];
  const tickets = number(/(kein|\d+) Tickets?/);
  const orders = number(/(kein|\d+) Auftr[aä]g/);
  const lookups = number(/(kein|\d+) Abrufe?/);
  const minutes = number(/(\d+) Minuten/);
  const transcripts = number(/(kein|\d+) Verl[aä]uf/);
  return {
    ...(tickets === undefined ? {} : { tickets }),
    ...(orders === undefined ? {} : { orders }),
    ...(lookups === undefined ? {} : { lookups }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(transcripts === undefined ? {} : { transcripts }),
    ...(ledger === undefined
      ? {}
      : {
          ledger: ledger
            .split(',')
            .map((kind) => kind.trim())
            .filter(Boolean),
        }),
  };
}

/** True when the message fits the expected words; `…` stands for any text. */
export function fits(expected: string, actual: string): boolean {
  const flat = (text: string) => text.replaceAll('\u2060', '').replaceAll(/\s+/g, ' ').trim();
  const pattern = flat(expected)
    .split(/\s?…\s?/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[\\s\\S]*');
  return new RegExp(`^\\s*${pattern}\\s*$`).test(flat(actual));
}
