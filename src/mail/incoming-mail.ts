/** Takes one mail: left alone, put into its ticket, answered with the offer's page, made a new ticket, or held for an agent. */
import type { Knowledge } from '../content/knowledge.ts';
import { fill } from '../content/knowledge.ts';
import type { Principal } from '../domain/identity.ts';
import {
  foldAddress,
  type HeldBecause,
  type IncomingMail,
  type IncomingMailStore,
  ignoredBecause,
  isForged,
  type KeptMail,
  type MailDeed,
  type MailOutcome,
  type MailTurns,
  mailKey,
  mayWriteByMail,
  numberIn,
  type OwnMail,
  ownWords,
  type StoredFileRef,
  soundsLikeOrder,
  strangerId,
  threadId,
} from '../domain/incoming-mail.ts';
import type { Log } from '../domain/log.ts';
import type { Offer } from '../domain/offer.ts';
import type { PeopleStore } from '../domain/people.ts';
import type { IdentityStore } from '../domain/ports.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { EmbeddedStore } from '../domain/ticketing.ts';
import type { VirusScan } from '../domain/virus-scan.ts';

export interface MailFiles {
  readonly maxBytes: number;
  readonly maxFiles: number;
  /** In: name and content as sent. Out: a safe name and the true kind; `undefined` for a file that is not taken. */
  accept(name: string, content: Uint8Array): { readonly name: string; readonly contentType: string } | undefined;
  /** Asked about each file that is accepted; unset = files are not scanned. */
  readonly scan?: VirusScan | undefined;
  /** Resolves when the file is safe; the same id again changes nothing. */
  save(file: StoredFileRef, conversationId: string, at: number, content: Uint8Array): Promise<void>;
}

export interface IncomingParts {
  readonly store: IncomingMailStore &
    Pick<IdentityStore, 'contactByEmail'> &
    Pick<PeopleStore, 'registrationByEmail'> &
    Pick<EmbeddedStore, 'ownTicketByNumber' | 'ownTicketsOf'>;
  readonly turns: MailTurns;
  readonly files: MailFiles;
  readonly own: OwnMail;
  readonly knowledge: () => Knowledge;
  readonly now: () => number;
  readonly log: Log;
}

const dayMs = 86_400_000;
/** More requests of one address within a day look like a machine. */
const mostRequestsADay = 20;
const longestWords = 10_000;
const ticketsLookedAt = 50;

/** Where a mail belongs, and why it has to wait if it has. */
type Place =
  | { readonly kind: 'ticket'; readonly ticket: Ticket }
  | { readonly kind: 'offer'; readonly offer: Offer }
  | { readonly kind: 'none' }
  | { readonly kind: 'held'; readonly reason: HeldBecause; readonly ticket?: Ticket | undefined };

/** In: a mail and its raw bytes as text. Out: what became of it; the same mail again is the same. Rejects only when nothing was decided. */
export async function takeMail(parts: IncomingParts, mail: IncomingMail, raw: string): Promise<MailOutcome> {
  const { store, own, now, log } = parts;
  const key = mailKey(mail, raw);
  const before = await store.keptMail(key);
  if (before) return before.outcome;
  const about: Pick<KeptMail, 'id' | 'at' | 'address'> = { id: key, at: now(), address: foldAddress(mail.from.address) };
  const ignored = ignoredBecause(mail, own);
  if (ignored) {
    await store.keepMail({ ...about, outcome: 'ignored', reason: ignored });
    log.info({ mail: key, why: ignored }, 'mail.ignored');
    return 'ignored';
  }
  return sort(parts, mail, about);
}

async function sort(parts: IncomingParts, mail: IncomingMail, about: Pick<KeptMail, 'id' | 'at' | 'address'>): Promise<MailOutcome> {
  const { store } = parts;
  const words = ownWords(mail.text).slice(0, longestWords);
  const principal = await senderOf(parts, mail);
  const place = await placeOf(parts, mail, words, principal);
  if (place.kind === 'held') return hold(parts, mail, about, { words, reason: place.reason, ticket: place.ticket });
  const outcome = await act(parts, mail, { principal, place, words, key: about.id });
  if (outcome.kind === 'held') return hold(parts, mail, about, { words, reason: outcome.reason, ticket: outcome.ticket });
  await store.keepMail({ ...about, outcome: outcome.kind, ticketNumber: outcome.ticket?.number });
  return outcome.kind;
}

/** Who claims to write. A sender can be forged: nothing is proved, and nothing is shown or ordered for it. */
async function senderOf({ store, now }: IncomingParts, { from }: IncomingMail): Promise<Principal> {
  const email = foldAddress(from.address);
  const unproved = { mayOrder: false, verifiedBy: 'none', at: now() } as const;
  const known = await store.contactByEmail(email);
  if (known) {
    const { id, name, organisationId } = known.contact;
    return { kind: 'customer', id, name, email, organisationId, ...unproved };
  }
  const registered = await store.registrationByEmail(email);
  const id = registered?.id ?? strangerId(email);
  return { kind: 'anonymous', id, email, ...unproved, ...(from.name !== undefined && { name: from.name }) };
}

async function placeOf(parts: IncomingParts, mail: IncomingMail, words: string, principal: Principal): Promise<Place> {
  const { store } = parts;
  const number = numberIn(mail, words);
  const ticket = (number && (await store.ownTicketByNumber(number))) || (await ticketOfThread(parts, mail, principal));
  if (isForged(mail)) return { kind: 'held', reason: 'forged', ticket };
  if (ticket) return mayWriteByMail(principal, ticket) ? { kind: 'ticket', ticket } : { kind: 'held', reason: 'otherSender', ticket };
  const offer = await offerOfThread(parts, mail, principal);
  if (offer) return { kind: 'offer', offer };
  return { kind: 'none' };
}

const refersTo = ({ references }: IncomingMail, about: string, { domain }: OwnMail): boolean =>
  references.includes(threadId(about, domain));

/** An answer whose subject was changed still refers to our mail. */
async function ticketOfThread({ store, own }: IncomingParts, mail: IncomingMail, { email }: Principal): Promise<Ticket | undefined> {
  if (email === undefined || !mail.references.some((id) => id.endsWith(`@${own.domain}`))) return undefined;
  const tickets = await store.ownTicketsOf(email, false, ticketsLookedAt, 0);
  return tickets.find((ticket) => refersTo(mail, ticket.number, own));
}

async function offerOfThread({ store, own }: IncomingParts, mail: IncomingMail, principal: Principal): Promise<Offer | undefined> {
  if (!mail.references.some((id) => id.endsWith(`@${own.domain}`))) return undefined;
  const offers = await store.openOffersFor(principal.id, principal.organisationId);
  return offers.find((offer) => refersTo(mail, offer.id, own));
}

type Acted =
  | { readonly kind: 'reply' | 'offer' | 'request'; readonly ticket?: Ticket | undefined }
  | { readonly kind: 'held'; readonly reason: HeldBecause; readonly ticket?: Ticket | undefined };

interface Sorted {
  readonly principal: Principal;
  readonly place: Exclude<Place, { kind: 'held' }>;
  readonly words: string;
  readonly key: string;
}

async function act(parts: IncomingParts, mail: IncomingMail, { principal, place, words, key }: Sorted): Promise<Acted> {
  if (place.kind === 'offer') return aboutOffer(parts, { principal, place, words, key });
  if (place.kind === 'ticket' && !isOver(place.ticket)) {
    const { ticket } = place;
    const { stored, text } = await keepFiles(parts, mail, words, { key, conversationId: ticket.conversationId });
    const deed: MailDeed = { kind: 'reply', requestId: ticket.requestId, text, uploads: stored.map(({ id }) => id) };
    const done = await parts.turns.take(principal, deed, { conversationId: ticket.conversationId, key }, stored);
    return done === 'done' ? { kind: 'reply', ticket } : { kind: 'held', reason: 'refused', ticket };
  }
  return newRequest(parts, mail, { principal, words, key, over: place.kind === 'ticket' ? place.ticket : undefined });
}

const isOver = ({ state }: Ticket): boolean => state === 'closed' || state === 'declined' || state === 'withdrawn';

/** The turn answers with the offer's page. Words that are more than a yes also reach a person. */
async function aboutOffer(
  { turns }: IncomingParts,
  { principal, place, words, key }: Omit<Sorted, 'place'> & { readonly place: Extract<Place, { kind: 'offer' }> },
): Promise<Acted> {
  const { offer } = place;
  const done = await turns.take(
    principal,
    { kind: 'offer', offerId: offer.id, text: words },
    { conversationId: offer.conversationId, key },
    [],
  );
  if (done === 'refused') return { kind: 'held', reason: 'refused' };
  return soundsLikeOrder(words) ? { kind: 'offer' } : { kind: 'held', reason: 'offerWords' };
}

async function newRequest(
  parts: IncomingParts,
  mail: IncomingMail,
  { principal, words, key, over }: Pick<Sorted, 'principal' | 'words' | 'key'> & { readonly over: Ticket | undefined },
): Promise<Acted> {
  const { store, turns, now, knowledge } = parts;
  if ((await store.requestsByMail(mail.from.address, now() - dayMs)) >= mostRequestsADay)
    return { kind: 'held', reason: 'tooMany', ticket: over };
  const conversationId = `mail.${key}`;
  const before = over && fill(knowledge().texts['mail.followsTicket'], { number: over.number });
  const { stored, text } = await keepFiles(parts, mail, [before, words].filter(Boolean).join('\n\n'), { key, conversationId });
  const uploads = stored.map(({ id }) => id);
  const deed: MailDeed = { kind: 'request', subject: withoutMarks(mail.subject), text, words, uploads, messageId: mail.messageId };
  const done = await turns.take(principal, deed, { conversationId, key }, stored);
  return done === 'done' ? { kind: 'request' } : { kind: 'held', reason: 'refused', ticket: over };
}

/** `AW: [#IMM-…] Betreff` is the subject of what was answered. */
const withoutMarks = (subject: string): string =>
  subject
    .replace(/^(\s*(re|aw|wg|fwd?|antw)\s*:)+/i, '')
    .replaceAll(/\[#IMM-[\d-]+\]/gi, '')
    .trim();

/** Why a file is not taken, and the line that says so. */
const leftBecause = { notAllowed: 'mail.filesLeft', infected: 'mail.filesInfected', unknown: 'mail.filesNotScanned' } as const;
type LeftBecause = keyof typeof leftBecause;

/** Allowed files are stored under ids that are the same for the same mail; what is not taken is named, with the reason. */
async function keepFiles(
  { files, now, knowledge }: IncomingParts,
  mail: IncomingMail,
  words: string,
  { key, conversationId }: { readonly key: string; readonly conversationId: string },
): Promise<{ readonly stored: readonly StoredFileRef[]; readonly text: string }> {
  const stored: StoredFileRef[] = [];
  const left: { readonly name: string; readonly why: LeftBecause }[] = [];
  for (const [index, { name, bytes }] of mail.files.entries()) {
    const kept = stored.length < files.maxFiles ? await allowed(files, name, bytes) : 'notAllowed';
    if (typeof kept === 'string') {
      left.push({ name: oneLine(name), why: kept });
      continue;
    }
    const ref = { id: `mail-${key}-${index}`, ...kept, bytes: bytes.length };
    await files.save(ref, conversationId, now(), bytes);
    stored.push(ref);
  }
  const { texts } = knowledge();
  const line = (template: string, all: readonly { readonly name: string }[]) =>
    all.length > 0 ? [fill(template, { names: all.map(({ name }) => name).join(', ') })] : [];
  const lines = [
    ...line(texts['mail.filesKept'], stored),
    ...Object.entries(leftBecause).flatMap(([why, template]) =>
      line(
        texts[template],
        left.filter((file) => file.why === why),
      ),
    ),
  ];
  const body = words.trim() || (lines.length > 0 ? '' : mail.subject || texts['mail.noText']);
  return { stored, text: [body, ...lines].filter(Boolean).join('\n\n') };
}

/** Out: name and kind under which the file is kept, or why it is not. */
async function allowed(
  files: MailFiles,
  name: string,
  bytes: Uint8Array,
): Promise<NonNullable<ReturnType<MailFiles['accept']>> | LeftBecause> {
  const kept = bytes.length <= files.maxBytes ? files.accept(name, bytes) : undefined;
  if (!kept) return 'notAllowed';
  const verdict = files.scan ? await files.scan(bytes) : 'clean';
  return verdict === 'clean' ? kept : verdict;
}

const oneLine = (name: string): string => name.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 120);

/** Nothing is lost: words and files wait, and agents see them in their queue. */
async function hold(
  parts: IncomingParts,
  mail: IncomingMail,
  about: Pick<KeptMail, 'id' | 'at' | 'address'>,
  { words, reason, ticket }: { readonly words: string; readonly reason: HeldBecause; readonly ticket?: Ticket | undefined },
): Promise<'held'> {
  const { stored, text } = await keepFiles(parts, mail, words, { key: about.id, conversationId: `mail.${about.id}` });
  const files = stored.map(({ id, name }) => ({ id, name }));
  const { name } = mail.from;
  await parts.store.keepMail({ ...about, outcome: 'held', reason, ticketNumber: ticket?.number, name, subject: mail.subject, text, files });
  parts.log.warn({ mail: about.id, why: reason, ticket: ticket?.number }, 'mail.held');
  return 'held';
}
