/** Mails that follow from a turn: who hears of what, by which address; put into the same commit. */

import type { Knowledge } from '../src/content/knowledge.ts';
import { knowledgeIn } from '../src/content/knowledge-in.ts';
import type { Effect } from '../src/domain/effect.ts';
import type { Principal } from '../src/domain/identity.ts';
import { sha256 } from '../src/domain/ledger.ts';
import type { MailJob, MailRecipient, MailTemplate, MailValues, SpokenWords } from '../src/domain/mail.ts';
import { type Offer, type Order, price } from '../src/domain/offer.ts';
import { isForConsultants, type Ticket } from '../src/domain/ticket.ts';
import type { Language } from '../src/domain/vocabulary.ts';
import { productNameIn, type Scene } from './step.ts';

export interface MailAbout {
  /** Id of the event the mail tells of: one mail for each event and recipient, whatever is repeated. */
  readonly event: string;
  readonly language: Language;
  readonly ticketNumber?: string | undefined;
  readonly offerId?: string | undefined;
  /** Message-ID of the mail that is answered. */
  readonly answers?: string | undefined;
}

/** In: the template, to whom, its values, what it is about. Out: the effect that sends it once after the commit. */
export function mailTo<T extends MailTemplate>(template: T, to: MailRecipient, values: MailValues<T>, about: MailAbout): Effect {
  const { event, language, ticketNumber, offerId, answers } = about;
  const who = sha256(JSON.stringify(to)).slice(0, 16);
  const spoken = language === 'de' ? {} : { language };
  const payload = { template, to, values, ...spoken, ticketNumber, offerId, ...(answers && { answers }) } as unknown as MailJob;
  return { kind: 'enqueue', work: 'mail', key: `mail:${template}:${event}:${who}`, payload };
}

/** How a person who acts is reached: a contact, or an address that was proved. Out: nothing for anybody else. */
export function recipientOf(principal: Principal): MailRecipient | undefined {
  if (principal.verifiedBy === 'none') return undefined;
  if (principal.email !== undefined) return { email: principal.email };
  return principal.kind === 'customer' ? { contactId: principal.id } : undefined;
}

/** How the person whose ticket it is is reached: only a ticket of an organisation has a verified owner. */
export function ownerOf(thing: { readonly organisationId?: string | undefined; readonly ownerId: string }): MailRecipient | undefined {
  return thing.organisationId === undefined ? undefined : { contactId: thing.ownerId };
}

/** What the mails of a turn are in: the customer's language, whoever acts. */
const languageOf = ({ facts }: Scene): Language => facts.dialog.language ?? 'de';

/** Words of ours for a mail: in both languages where one of them is not German. */
function inMail(scene: Scene, say: (knowledge: Knowledge) => string): SpokenWords {
  const language = languageOf(scene);
  const de = say(knowledgeIn(scene.knowledge, 'de'));
  return language === 'de' ? de : { de, en: say(knowledgeIn(scene.knowledge, 'en')) };
}

const aboutOffer = (scene: Scene, offer: Offer, ticket: Ticket | undefined): MailAbout => ({
  event: offer.id,
  language: languageOf(scene),
  offerId: offer.id,
  ticketNumber: ticket?.number,
});

const aboutTicket = (scene: Scene, event: string, { number: ticketNumber }: Ticket): MailAbout => ({
  event,
  language: languageOf(scene),
  ticketNumber,
});

/** Confirms a new ticket: to a verified person with what it is about; to an address that was only typed, just the number. */
export function ticketCreated(scene: Scene, ticket: Ticket): Effect[] {
  const { principal } = scene.turn;
  const about = aboutTicket(scene, ticket.id, ticket);
  const known = principal.kind === 'customer' ? recipientOf(principal) : ownerOf(ticket);
  if (known) {
    const values = { ...ticketValues(scene, ticket), product: productNameIn(customersKnowledge(scene), ticket.product) };
    return [mailTo('ticket-created', known, values, about)];
  }
  const typed = ticket.contactEmail;
  return typed === undefined ? [] : [mailTo('ticket-created-unverified', { email: typed }, { number: ticket.number }, about)];
}

/** Confirms a ticket that a mail became, to its sender: just the number. */
export function ticketByMail(scene: Scene, ticket: Ticket, messageId: string): Effect[] {
  const to = ownerOf(ticket) ?? (ticket.contactEmail === undefined ? undefined : { email: ticket.contactEmail });
  const about = { ...aboutTicket(scene, ticket.id, ticket), answers: messageId === '' ? undefined : messageId };
  return to ? [mailTo('ticket-by-mail', to, { number: ticket.number, url: ticketPage(ticket) }, about)] : [];
}

/** The way to an open offer, to a contact who wrote about it; once a day, so that two machines do not write to each other for ever. */
export function orderNotByMail(scene: Scene, offer: Offer, ticket: Ticket | undefined): Effect[] {
  const { principal, at } = scene.turn;
  if (principal.kind !== 'customer' || principal.organisationId === undefined || principal.organisationId !== offer.organisationId)
    return [];
  const { subject, validUntil } = offer.terms;
  const about = { ...aboutOffer(scene, offer, ticket), event: `${offer.id}:${new Date(at).toISOString().slice(0, 10)}` };
  return [mailTo('order-not-by-mail', { contactId: principal.id }, { subject, validUntil, url: offerPage(offer) }, about)];
}

/** Tells the person whose ticket it is of its new state. `event` names the change, for example the id of its history line. */
export function ticketChanged(scene: Scene, ticket: Ticket, event: string): Effect[] {
  const to = ownerOf(ticket);
  return to ? [mailTo('ticket-changed', to, ticketValues(scene, ticket), aboutTicket(scene, event, ticket))] : [];
}

/** Tells the person whose ticket it is that an agent has answered. */
export function ticketAnswered(scene: Scene, ticket: Ticket, event: string): Effect[] {
  const to = ownerOf(ticket);
  const values = { number: ticket.number, subject: ticket.subject, url: ticketPage(ticket) };
  return to ? [mailTo('ticket-answered', to, values, aboutTicket(scene, event, ticket))] : [];
}

function ticketValues(scene: Scene, ticket: Ticket) {
  const { number, subject, state } = ticket;
  const { texts } = customersKnowledge(scene);
  const next = isForConsultants(ticket) && state === 'new' ? texts['onSite.next'] : texts[`stateNext.${state}`];
  return { number, subject, state: texts[`state.${state}`], next, url: ticketPage(ticket) };
}

const ticketPage = (ticket: Ticket): string => `/portal/tickets/${ticket.number}`;
const offerPage = (offer: Offer): string => `/portal/offers/${offer.id}`;

const customersKnowledge = (scene: Scene): Knowledge => knowledgeIn(scene.knowledge, languageOf(scene));

const exampleNote = ({ texts }: Knowledge): string => ` (${texts['offer.exampleRate']})`;

/** What an offer's mails say of its terms. */
function offerValues(scene: Scene, offer: Offer) {
  const { subject, productName, rate, validUntil } = offer.terms;
  const product = inMail(scene, (knowledge) => (knowledge.language === 'de' ? productName : productNameIn(knowledge, offer.terms.product)));
  const hour = price({ ...rate, minimumMinutes: 60, incrementMinutes: 60 }, 60);
  const rateNote = rate.example ? inMail(scene, exampleNote) : '';
  return { subject, product, net: hour.netCents, gross: hour.grossCents, rateNote, validUntil, url: offerPage(offer) };
}

/** An agent's offer, to the person who asked. */
export function offerMade(scene: Scene, offer: Offer): Effect[] {
  const to = ownerOf(offer);
  return to ? [mailTo('offer-made', to, offerValues(scene, offer), aboutOffer(scene, offer, undefined))] : [];
}

/** A forwarded offer, to each colleague who may order. */
export function offerForwarded(scene: Scene, offer: Offer, ticket: Ticket | undefined): Effect[] {
  const { principal } = scene.turn;
  const from = principal.name ?? principal.email ?? '';
  return scene.facts.orderers
    .filter((contact) => contact.id !== principal.id)
    .map((contact) =>
      mailTo('offer-forwarded', { contactId: contact.id }, { from, ...offerValues(scene, offer) }, aboutOffer(scene, offer, ticket)),
    );
}

/** The receipt to the person who ordered, and word to the one who asked, if that is somebody else. */
export function orderPlaced(scene: Scene, offer: Offer, order: Order, ticket: Ticket): Effect[] {
  const { principal } = scene.turn;
  const { validUntil: _, ...terms } = offerValues(scene, offer);
  const { company, customerNo } = offer.terms.buyer;
  const values = {
    ...terms,
    number: ticket.number,
    company,
    customerNo,
    orderedBy: order.placedByName,
    orderedAt: order.placedAt,
    receiptUrl: `/portal/orders/${order.id}/receipt`,
    url: ticketPage(ticket),
  };
  const to = recipientOf(principal);
  const receipt = to ? [mailTo('order-receipt', to, values, aboutTicket(scene, order.id, ticket))] : [];
  const owner = offer.ownerId === principal.id ? undefined : ownerOf(offer);
  const word = { number: ticket.number, subject: offer.terms.subject, by: order.placedByName, url: ticketPage(ticket) };
  return [...receipt, ...(owner ? [mailTo('offer-ordered', owner, word, aboutTicket(scene, order.id, ticket))] : [])];
}

/** Word to the person who asked, when somebody else declined. */
export function offerDeclined(scene: Scene, offer: Offer, ticket: Ticket | undefined): Effect[] {
  const { principal } = scene.turn;
  const owner = offer.ownerId === principal.id ? undefined : ownerOf(offer);
  const values = { subject: offer.terms.subject, by: principal.name ?? '', url: offerPage(offer) };
  return owner ? [mailTo('offer-declined', owner, values, aboutOffer(scene, offer, ticket))] : [];
}

/** The one reminder before an offer ends, to the person who asked. */
export function offerReminder(scene: Scene, offer: Offer, ticket: Ticket | undefined): Effect[] {
  const owner = ownerOf(offer);
  const values = { subject: offer.terms.subject, validUntil: offer.terms.validUntil, url: offerPage(offer) };
  return owner ? [mailTo('offer-reminder', owner, values, aboutOffer(scene, offer, ticket))] : [];
}
