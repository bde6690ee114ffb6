/** People who prove their address by a mailed link: the links, registrations that wait for a confirmation, wishes to order. */
import type { Contact } from './identity.ts';
import type { MailJob } from './mail.ts';
import type { Offer } from './offer.ts';
import type { Request } from './request.ts';
import type { Language } from './vocabulary.ts';

/** What a person said of themselves; none of it is proved. */
export interface RegistrationForm {
  readonly name: string;
  /** May be empty: "weiß ich nicht". */
  readonly company: string;
  readonly customerNo: string;
  /** Of the conversation that led here, where one did. */
  readonly language?: Language | undefined;
}

export const registrationStates = ['pending', 'confirmed', 'refused'] as const;
export type RegistrationState = (typeof registrationStates)[number];

/** A person whose address is proved and whose company is not, until somebody of that company or an agent confirms. */
export interface Registration extends RegistrationForm {
  readonly id: string;
  readonly email: string;
  /** The organisation with the customer number that was named. */
  readonly organisationId?: string | undefined;
  readonly state: RegistrationState;
  readonly createdAt: number;
}

/** A mail to put into the outbox with its unique key. */
export interface NewMail {
  readonly key: string;
  readonly payload: MailJob;
}

/** A link as it is asked for. The token itself is never stored. */
export interface NewMailLink {
  /** SHA-256 (hex). */
  readonly tokenHash: string;
  readonly purpose: 'signIn' | 'register';
  readonly email: string;
  /** Contact or registration it signs in; none: the address is not known, and nothing is sent. */
  readonly personId?: string | undefined;
  readonly registration?: RegistrationForm | undefined;
  /** Where it leads. */
  readonly next: string;
  /** Keyed hash of the network address that asked. */
  readonly ip: string;
  readonly at: number;
  readonly expiresAt: number;
  readonly mail?: NewMail | undefined;
}

export interface MailLink {
  readonly purpose: 'signIn' | 'register';
  readonly email: string;
  readonly next: string;
  readonly expiresAt: number;
  readonly usedAt?: number | undefined;
}

export interface LinkLimits {
  /** Only links asked for after this moment count. */
  readonly since: number;
  readonly perAddress: number;
  readonly perIp: number;
}

export interface LinkUse {
  readonly tokenHash: string;
  /** Id of the form that was sent: the same form again is the same press. */
  readonly form: string;
  readonly at: number;
  /** The same form counts as the same press until so long after the first, ms. */
  readonly repeatMs: number;
  /** Id for a person who registers. */
  readonly newId: string;
  /** The mails to those who can confirm a new registration. */
  readonly mails: (registration: Registration, orderers: readonly Contact[]) => readonly NewMail[];
}

export interface RegistrationDecision {
  readonly id: string;
  /** The organisation in whose name it is decided; an agent may refuse without one. */
  readonly organisationId: string | undefined;
  /** An agent decides: then the organisation is the one named here, whatever the person said. */
  readonly isByAgent?: true | undefined;
  readonly decision: 'confirm' | 'confirmOrder' | 'refuse';
  /** Principal id. */
  readonly by: string;
  readonly at: number;
  readonly mails: (registration: Registration) => readonly NewMail[];
}

export interface PeopleStore {
  /** Keeps the link and puts its mail into the outbox, in one transaction; `limited` when too many were asked for, and then nothing is kept. */
  keepMailLink(link: NewMailLink, limits: LinkLimits): Promise<'kept' | 'limitedAddress' | 'limitedIp'>;
  mailLink(tokenHash: string): Promise<MailLink | undefined>;
  /** Uses the link up, once; makes the registration it is for. Out: who is signed in and where it leads; `undefined` when it is used up, over, or unknown. */
  takeMailLink(use: LinkUse): Promise<{ readonly personId: string; readonly next: string } | undefined>;
  registrationById(id: string): Promise<Registration | undefined>;
  registrationByEmail(email: string): Promise<Registration | undefined>;
  /** The language a person wrote in last, as far as their words told: their newest request's, else the one they registered from. */
  languageOf(personId: string): Promise<Language | undefined>;
  /** Those who wait for a confirmation by this organisation, oldest first. */
  pendingRegistrations(organisationId: string): Promise<readonly Registration[]>;
  /** Everybody who waits, oldest first; for agents only. */
  everyPendingRegistration(limit: number): Promise<readonly Registration[]>;
  /** Confirms (then the person is a contact, under the same id) or refuses. False: it waits no longer, or is of another organisation. */
  decideRegistration(decision: RegistrationDecision): Promise<boolean>;
  /** An anonymous visitor's wish to order: the offer without a buyer, if its order button was pressed. */
  wish(offerId: string): Promise<{ readonly offer: Offer; readonly request: Request } | undefined>;
}

/** Tells a person how their registration was decided. In: the registration, the decision, the company's name. */
export function registrationOutcome(
  { id, email, language }: Registration,
  decision: RegistrationDecision['decision'],
  company: string,
): NewMail {
  const to = { email };
  const url = '/portal';
  return decision === 'refuse'
    ? { key: `mail:registration-refused:${id}`, payload: { template: 'registration-refused', language, to, values: { url } } }
    : { key: `mail:registration-confirmed:${id}`, payload: { template: 'registration-confirmed', language, to, values: { company, url } } };
}
