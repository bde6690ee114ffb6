/** What is sent by mail: every kind of mail with the values its template needs, and one mail as it waits to be sent. */
import type { Language } from './vocabulary.ts';

/** How a value is shown: words as they are, words of ours that differ by language, an amount in cents, a moment (ms UTC), a page of ours, a one-time sign-in link made from its seed. */
export type MailValueKind = 'text' | 'spoken' | 'money' | 'time' | 'page' | 'link';

/** The terms of an offer, as its mails state them. */
const offerTerms = {
  subject: 'text',
  product: 'spoken',
  net: 'money',
  gross: 'money',
  rateNote: 'spoken',
  validUntil: 'time',
  url: 'page',
} as const;

/** Every mail there is; `mails/<name>.md` below `content/de` and `content/en` must use exactly these placeholders. */
export const mailTemplates = {
  /** To the verified person whose ticket it is. */
  'ticket-created': { number: 'text', subject: 'text', product: 'text', state: 'text', next: 'text', url: 'page' },
  /** To an address somebody only typed: the number and nothing about the case. */
  'ticket-created-unverified': { number: 'text' },
  'ticket-changed': { number: 'text', subject: 'text', state: 'text', next: 'text', url: 'page' },
  /** An agent has answered. The answer itself is read behind the sign-in. */
  'ticket-answered': { number: 'text', subject: 'text', url: 'page' },
  'order-receipt': {
    number: 'text',
    subject: 'text',
    product: 'spoken',
    company: 'text',
    customerNo: 'text',
    orderedBy: 'text',
    orderedAt: 'time',
    net: 'money',
    gross: 'money',
    rateNote: 'spoken',
    receiptUrl: 'page',
    url: 'page',
  },
  /** An agent has made an offer. */
  'offer-made': offerTerms,
  /** To each colleague who may order. */
  'offer-forwarded': { from: 'text', ...offerTerms },
  /** To the person who asked, when somebody else decided. */
  'offer-ordered': { number: 'text', subject: 'text', by: 'text', url: 'page' },
  'offer-declined': { subject: 'text', by: 'text', url: 'page' },
  /** The one reminder before an offer ends. */
  'offer-reminder': { subject: 'text', validUntil: 'time', url: 'page' },
  /** To who wrote a mail that became a ticket; says nothing of what it is about, because a sender can be forged. */
  'ticket-by-mail': { number: 'text', url: 'page' },
  /** To a contact who wrote a mail while an offer is open: only its page takes an order. */
  'order-not-by-mail': { subject: 'text', validUntil: 'time', url: 'page' },
  'sign-in': { link: 'link', minutes: 'text' },
  registration: { link: 'link', minutes: 'text' },
  /** To each colleague who may order: somebody wants access. */
  'registration-request': { name: 'text', email: 'text', url: 'page' },
  'registration-confirmed': { company: 'text', url: 'page' },
  'registration-refused': { url: 'page' },
} as const satisfies Record<string, Record<string, MailValueKind>>;

export type MailTemplate = keyof typeof mailTemplates;

/** Words in each language, or in the one that the mail is in. */
export type SpokenWords = string | Readonly<Record<Language, string>>;

type ValueOf<K> = K extends 'money' | 'time' ? number : K extends 'spoken' ? SpokenWords : string;

/** Mails to people who have not written: German only. */
export const germanMails: readonly MailTemplate[] = ['registration-request'];

/** Mails that state terms: what is German on the offer is German here, with the English above it. */
const termsMails: readonly MailTemplate[] = ['offer-made', 'offer-forwarded', 'offer-reminder', 'order-receipt'];

/** In: a mail and the language of its conversation. Out: the languages it is in, one below the other. */
export function mailLanguages(template: MailTemplate, language: Language = 'de'): readonly [Language, ...Language[]] {
  if (language === 'de' || germanMails.includes(template)) return ['de'];
  return termsMails.includes(template) ? [language, 'de'] : [language];
}

/** The values of a mail: cents and moments as numbers, pages as paths `/portal/…`, a link as its seed. */
export type MailValues<T extends MailTemplate> = {
  readonly [P in keyof (typeof mailTemplates)[T]]: ValueOf<(typeof mailTemplates)[T][P]>;
};

/** A contact's address is looked up when the mail is sent; an address given here was verified, or the mail says nothing of the case. */
export type MailRecipient = { readonly contactId: string } | { readonly email: string };

/** One mail that waits to be sent. */
export type MailJob<T extends MailTemplate = MailTemplate> = {
  readonly [K in T]: {
    readonly template: K;
    readonly to: MailRecipient;
    readonly values: MailValues<K>;
    /** Of the conversation it comes from, or of the person it goes to; German when unset. */
    readonly language?: Language | undefined;
    /** Stands in the subject and keeps the mails of a ticket together. */
    readonly ticketNumber?: string | undefined;
    /** Keeps the mails about an offer without a ticket together. */
    readonly offerId?: string | undefined;
    /** Message-ID of the mail that this one answers. */
    readonly answers?: string | undefined;
    /** Not sent any more after this moment, ms UTC. */
    readonly expiresAt?: number | undefined;
  };
}[T];

/** What goes with a mail. */
export interface MailFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** A mail as it was made, for the pages that show mails where none are sent. */
export interface ShownMail {
  readonly id: string;
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Mails kept as files instead of being sent. */
export interface MailBox {
  /** The newest first, at most 100. */
  list(): Promise<readonly ShownMail[]>;
  read(id: string): Promise<ShownMail | undefined>;
}
