/** Mail that comes in: what it is, where it belongs, and what is kept of it. Free words order nothing, whoever sent them. */
import type { Principal } from './identity.ts';
import { sha256 } from './ledger.ts';
import type { Offer } from './offer.ts';
import { findTicketNumber, type Ticket } from './ticket.ts';

export interface MailFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** A picture inside the text rather than beside it. */
  readonly inText: boolean;
}

/** A mail as read, before anything is decided. */
export interface IncomingMail {
  /** Without angle brackets; empty when it has none. */
  readonly messageId: string;
  readonly from: { readonly address: string; readonly name?: string | undefined };
  readonly subject: string;
  /** Plain text; made of the HTML where there is nothing else. */
  readonly text: string;
  /** In-Reply-To and References, without angle brackets. */
  readonly references: readonly string[];
  /** Lower-case names; every value. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly files: readonly MailFile[];
  /** True when it says of itself that it is a report of a mail server. */
  readonly isReport: boolean;
}

/** How we know ourselves. */
export interface OwnMail {
  /** The part behind the @ of our own message ids. */
  readonly domain: string;
  /** Addresses that are ours. */
  readonly addresses: readonly string[];
}

/** Why a mail is left alone. */
export type IgnoredBecause = 'autoReply' | 'bulk' | 'report' | 'own' | 'noSender';

const ownId = /^[0-9a-f]{40}@/;
const autoSubject =
  /^\s*(automatische antwort|abwesenheitsnotiz|abwesenheit:|abwesend|out of office|automatic reply|auto(matic)?[- ]?reply|autoreply)\b/i;
const bounceSender = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+-][^@]*)?@/i;

/** Pure. Machines answer machines for ever: whatever a machine sent is left alone. Out: why, or nothing for a mail of a person. */
export function ignoredBecause(mail: IncomingMail, own: OwnMail): IgnoredBecause | undefined {
  const header = (name: string): string => (mail.headers.get(name) ?? []).join(' ').trim().toLowerCase();
  const sender = foldAddress(mail.from.address);
  if (!/^[^\s@]+@[^\s@]+$/.test(sender)) return 'noSender';
  if (own.addresses.includes(sender) || (ownId.test(mail.messageId) && mail.messageId.endsWith(`@${own.domain}`))) return 'own';
  if (mail.isReport || header('return-path') === '<>' || bounceSender.test(sender)) return 'report';
  const submitted = header('auto-submitted');
  if (submitted !== '' && submitted !== 'no') return 'autoReply';
  if (header('x-auto-response-suppress') !== '' || header('x-autoreply') !== '' || header('x-autorespond') !== '') return 'autoReply';
  if (/^auto.?reply/.test(header('precedence')) || autoSubject.test(mail.subject)) return 'autoReply';
  return header('list-id') !== '' || /^(bulk|junk|list)/.test(header('precedence')) ? 'bulk' : undefined;
}

/** The sender's own mail server says that the sender is not who it claims to be. */
export function isForged({ headers }: IncomingMail): boolean {
  // Only the topmost was written by the server that took the mail for us.
  const [newest] = headers.get('authentication-results') ?? [];
  return newest !== undefined && /\bdmarc=fail\b/i.test(newest);
}

export const foldAddress = (address: string): string => address.trim().toLowerCase();

/** Who writes from an address that nobody registered. */
export const strangerId = (address: string): string => `mail:${sha256(foldAddress(address)).slice(0, 32)}`;

/** The same mail has the same id however often it is fetched; somebody else cannot take it by using the same Message-ID. */
export const mailKey = ({ messageId, from }: Pick<IncomingMail, 'messageId' | 'from'>, raw: string): string =>
  sha256(messageId === '' ? raw : `${messageId}\n${foldAddress(from.address)}`).slice(0, 40);

/** The head of the thread that all our mails about a ticket or an offer refer to. */
export const threadId = (about: string, domain: string): string => `${sha256(`thread ${about}`).slice(0, 40)}@${domain}`;

/** The ticket number in the subject, else the only one in the sender's own words. */
export function numberIn({ subject }: Pick<IncomingMail, 'subject'>, words: string): string | undefined {
  return findTicketNumber(subject) ?? findTicketNumber(words);
}

/** True when what this sender writes may go into the ticket: its owner, a contact of its organisation, the address it was made with, or an agent who has looked. */
export function mayWriteByMail(principal: Principal, ticket: Pick<Ticket, 'ownerId' | 'organisationId' | 'contactEmail'>): boolean {
  if (principal.kind === 'agent') return principal.verifiedBy !== 'none';
  if (principal.kind === 'staff' || principal.kind === 'system') return false;
  const isColleague = ticket.organisationId !== undefined && ticket.organisationId === principal.organisationId;
  const isContact = principal.email !== undefined && foldAddress(principal.email) === foldAddress(ticket.contactEmail ?? '');
  return principal.id === ticket.ownerId || isColleague || isContact;
}

const quoteHeads = [
  /^-{2,}\s*(ursprüngliche nachricht|original message|weitergeleitete nachricht|forwarded message)\s*-{2,}/i,
  /^(am|on)\s.{4,200}\s(schrieb|wrote)\b.{0,200}:\s*$/i,
  /^.{2,200}\s(schrieb am|wrote on)\s.{4,120}:\s*$/i,
];
/** With its space: two strokes alone may stand between two thoughts. */
const signatureHead = '-- ';

/** Pure. The sender's own words: what they quote and their signature are left out; when nothing else is there, everything stays. */
export function ownWords(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const end = lines.findIndex((line, index) => isQuoteHead(lines, index) || line === signatureHead);
  const kept = (end === -1 ? lines : lines.slice(0, end)).filter((line) => !line.startsWith('>'));
  const words = tidy(kept.join('\n'));
  return words === '' ? tidy(text) : words;
}

const tidy = (text: string): string => text.replaceAll(/\n{3,}/g, '\n\n').trim();

/** "Von:" alone may be a sentence; with "Gesendet:" or "An:" below it is a quoted head. "Am … schrieb …:" may be broken over two lines. */
function isQuoteHead(lines: readonly string[], index: number): boolean {
  const line = (lines[index] ?? '').trim();
  const next = (lines[index + 1] ?? '').trim();
  if (/^_{10,}$/.test(line)) return /^\*?(von|from):/i.test(next);
  if (/^\*?(von|from):/i.test(line))
    return lines.slice(index + 1, index + 4).some((below) => /^\s*\*?(gesendet|sent|datum|date|an|to):/i.test(below));
  if (/^(am|on)\s/i.test(line) && !line.endsWith(':') && quoteHeads[1]?.test(`${line} ${next}`)) return true;
  return quoteHeads.some((head) => head.test(line));
}

const agreement =
  /^(hallo|guten (tag|morgen|abend)|sehr geehrte[^,\n]*|liebe[^,\n]*)?[\s,.]*(ja|jawohl|ok(ay)?|passt|in ordnung|einverstanden|gerne?|bitte (beauftragen|ausführen|durchführen|loslegen|machen)|(wir|ich|hiermit)?\s*(nehmen|nehme|beauftrage\w*|bestelle\w*|bestätige\w*|erteile\w*)\b[^\n]{0,80}|(auftrag|angebot) (erteilt|angenommen|bestätigt))\b/i;

/** True for words that sound like taking an offer and say little else. */
export const soundsLikeOrder = (words: string): boolean => words.length <= 400 && agreement.test(words.trim());

/** What a mail asks for, once it is known where it belongs. */
export type MailDeed =
  | { readonly kind: 'reply'; readonly requestId: string; readonly text: string; readonly uploads: readonly string[] }
  /** Words about an offer that has no ticket yet. */
  | { readonly kind: 'offer'; readonly offerId: string; readonly text: string }
  | {
      readonly kind: 'request';
      readonly subject: string;
      readonly text: string;
      /** The sender's own words in it, without our lines about files; unset: all of it. */
      readonly words?: string | undefined;
      readonly uploads: readonly string[];
      /** Message-ID of the mail that is answered by the confirmation. */
      readonly messageId: string;
    };

export const mailOutcomes = ['ignored', 'reply', 'offer', 'request', 'held'] as const;
export type MailOutcome = (typeof mailOutcomes)[number];

/** Why a mail waits for an agent. */
export const heldBecause = ['otherSender', 'forged', 'tooMany', 'refused', 'offerWords', 'unreadable'] as const;
export type HeldBecause = (typeof heldBecause)[number];

/** What became of a mail. */
export interface KeptMail {
  readonly id: string;
  readonly at: number;
  readonly address: string;
  readonly outcome: MailOutcome;
  readonly reason?: IgnoredBecause | HeldBecause | undefined;
  readonly ticketNumber?: string | undefined;
}

/** A mail that waits for an agent. */
export interface HeldMail extends KeptMail {
  readonly reason: HeldBecause;
  readonly name?: string | undefined;
  readonly subject: string;
  readonly text: string;
  /** Stored uploads, with the names they came under. */
  readonly files: readonly { readonly id: string; readonly name: string }[];
}

export interface IncomingMailStore {
  /** Keeps what became of a mail, once; the same id again changes nothing. */
  keepMail(mail: KeptMail | HeldMail): Promise<void>;
  keptMail(id: string): Promise<KeptMail | undefined>;
  /** How many new requests an address has sent since then. */
  requestsByMail(address: string, since: number): Promise<number>;
  /** Open offers of the person, and those passed on in the organisation. */
  openOffersFor(ownerId: string, organisationId: string | undefined): Promise<readonly Offer[]>;
  /** Those that wait for an agent, oldest first. */
  heldMails(limit: number): Promise<readonly HeldMail[]>;
  heldMail(id: string): Promise<HeldMail | undefined>;
  /** Takes a held mail off the list and forgets its words. Out: false when somebody else was first. */
  settleMail(id: string, by: string, at: number): Promise<boolean>;
  /** What became of an address's mails, oldest first, with the words of those that wait. */
  mailsOf(address: string): Promise<readonly (KeptMail | HeldMail)[]>;
  /** Deletes what is older and does not wait. */
  forgetMails(before: number): Promise<void>;
}

/** Where a mail's turn takes place: the conversation of its ticket or offer, or one of its own. */
export interface MailPlace {
  readonly conversationId: string;
  /** Id of the mail: the same mail again does nothing more. */
  readonly key: string;
}

/** Mails as turns: the same rules as in the chat. Out: `refused` when our rules do not allow it; nothing was written then. */
export interface MailTurns {
  take(principal: Principal, deed: MailDeed, place: MailPlace, files: readonly StoredFileRef[]): Promise<'done' | 'refused'>;
}

/** A stored upload. */
export interface StoredFileRef {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
}
