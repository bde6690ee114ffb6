/** A person's own data: what belongs to them, given out on request, and erased on request. */
import type { Contact, Organisation, Principal } from './identity.ts';
import type { StoredMessage } from './message.ts';
import type { Offer, Order } from './offer.ts';
import type { Request } from './request.ts';
import type { Ticket, TicketEvent } from './ticket.ts';

/** Everything stored that belongs to one person. */
export interface PersonData {
  /** Unset for a person who is registered and not confirmed. */
  readonly contact?: Contact | undefined;
  readonly organisation?: Organisation | undefined;
  /** Messages of the conversations in which the person wrote. */
  readonly messages: readonly StoredMessage[];
  readonly requests: readonly Request[];
  readonly offers: readonly Offer[];
  /** Orders this person placed. */
  readonly orders: readonly Order[];
  readonly tickets: readonly Ticket[];
  /** Public lines of these tickets. */
  readonly events: readonly TicketEvent[];
}

/** What an erasure took away. */
export interface Erasure {
  readonly messages: number;
  readonly tickets: number;
  readonly orders: number;
  /** Uploads of the person's conversations that no ticket holds; their files can go. */
  readonly uploads: readonly string[];
}

export interface PersonStore {
  /** Contacts of an organisation by name. */
  colleagues(organisationId: string): Promise<readonly Contact[]>;
  /** A mark that differs whenever something of what the person sees in the portal has changed. */
  portalMark(principal: Principal): Promise<string>;
  personData(personId: string): Promise<PersonData>;
  /**
   * Erases one person in one transaction: the contact, browser sessions, the texts of their conversations, names and addresses on requests, tickets and
   * orders, and their values beside the ledger. Ids stay as pseudonyms, tickets and the evidence of orders stay with the organisation.
   */
  erasePerson(personId: string): Promise<Erasure>;
  /**
   * Everybody an address stands for: the contact, who registered with it, who only wrote mails from it, and visitors without a name who gave it
   * with a ticket. Out: their ids, also of those who have left nothing.
   */
  peopleOf(address: string): Promise<readonly string[]>;
  /** Erases all of them, and the mails of the address, in one transaction. */
  eraseAddress(address: string): Promise<Erasure & { readonly people: readonly string[] }>;
}
