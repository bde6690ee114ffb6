/** What staff enter for a customer's contact: a ticket, or a ticket with an offer. The order stays the customer's. */
import type { CaseKind, Urgency } from './request.ts';
import type { Language, ProductId } from './vocabulary.ts';

export const onBehalfKinds = ['ticket', 'offer'] as const;
export type OnBehalfKind = (typeof onBehalfKinds)[number];

/** Kinds of request a person may name in the form; what is left out is read from the description. */
export const namedKinds = [
  'fault',
  'usage',
  'training',
  'setting',
  'data',
  'installation',
  'environment',
] as const satisfies readonly CaseKind[];
export type NamedKind = (typeof namedKinds)[number];

export interface OnBehalf {
  readonly kind: OnBehalfKind;
  readonly organisationId: string;
  readonly contactId: string;
  /** The request in the words of whoever enters it. */
  readonly description: string;
  readonly product?: ProductId | 'unknown' | undefined;
  readonly caseKind?: NamedKind | undefined;
  readonly urgency?: Urgency | undefined;
  /** Of the form: its receipt is in it. German when unset. */
  readonly language?: Language | undefined;
}

/** Why nothing was entered; each has a sentence `staff.refused.<code>`. */
export const onBehalfRefusals = [
  'notAllowed',
  'customerUnknown',
  'contactUnknown',
  'descriptionEmpty',
  'mayNotOrder',
  'notBillable',
  'noRate',
] as const;
export type OnBehalfRefusal = (typeof onBehalfRefusals)[number];

/** The longest description a form takes. */
export const longestDescription = 4_000;
