/** The closed vocabularies of the product; one word for one thing, types derived from the lists. */

/** What a message can be about. The set is closed; `content/utterances/` teaches it. */
export const labels = [
  'faq/nutzen',
  'faq/abgedeckt',
  'faq/kostenpflichtig',
  'faq/stundensatz',
  'faq/im-zweifel',
  'faq/nicht-leistbar',
  'faq/kontakt',
  'faq/serviceportal',
  'case/akutes-problem',
  'case/schulung',
  'case/konfiguration',
  'case/datenbereinigung',
  'case/installation',
  'case/hardware-netzwerk',
  'case/vor-ort',
  'case/rechtsberatung',
  'action/ticket',
  'action/ticket-status',
  'action/mensch',
  'action/abbrechen',
  'action/hilfe',
  'chat/gruss',
  'chat/dank',
  'none',
] as const;
export type Label = (typeof labels)[number];
export type CaseLabel = Extract<Label, `case/${string}`>;
export type FaqLabel = Extract<Label, `faq/${string}`>;

/** Whether a request is inside the maintenance contract. */
export const coverages = ['covered', 'billable', 'notOffered', 'undecided'] as const;
export type Coverage = (typeof coverages)[number];

/** Languages the bot answers in; German unless somebody writes English. */
export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

/** Where a conversation or a press takes place. */
export const channels = ['webchat', 'teams', 'emulator', 'portal', 'mail', 'system'] as const;
export type Channel = (typeof channels)[number];

/** A fact id of the vendor's own statements, for example `F3.2`, or `F3.1 c` for a lettered example. */
export type ClauseId = string;

/** An ERP product's id in `content/products.yaml`, for example `hausperfekt`. */
export type ProductId = string;

/** States of a ticket as shown to customers. */
export const ticketStates = ['new', 'open', 'waitingCustomer', 'waitingApproval', 'resolved', 'closed', 'declined', 'withdrawn'] as const;
export type TicketState = (typeof ticketStates)[number];

/** States of an offer; every state but `open` is final. */
export const offerStates = ['open', 'accepted', 'declined', 'reviewRequested', 'expired', 'superseded', 'retracted'] as const;
export type OfferState = (typeof offerStates)[number];

/** States of an order. */
export const orderStates = ['placed', 'confirmed', 'fulfilled', 'withdrawn', 'cancelled'] as const;
export type OrderState = (typeof orderStates)[number];

/** Answers to yes/no questions; "weiß ich nicht" is always allowed. */
export type Known = 'yes' | 'no' | 'unknown';

/** Makes an exhaustive `switch` fail to compile when a case is missing, and fail loudly when data lies. */
export function never(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
