/** The immutable snapshot of content that a turn decides and renders with. Shapes only; the loader makes it. */
import type { CoverageRules } from '../domain/coverage.ts';
import type { MailTemplate } from '../domain/mail.ts';
import type { Rate } from '../domain/offer.ts';
import type { ClauseId, Label, Language, ProductId } from '../domain/vocabulary.ts';
import type { OfferSummary, ReceiptSummary } from './schemas/english.ts';
import type { TextKey } from './text-keys.ts';

export type { CoverageRule, CoverageRules } from '../domain/coverage.ts';

export interface FaqEntry {
  readonly id: string;
  readonly label: Label;
  /** True for the one entry per label that answers when only the label is known. */
  readonly main: boolean;
  /** The question as a customer would put it; shown on buttons and as heading. */
  readonly question: string;
  readonly clauses: readonly ClauseId[];
  /** The answer holds only for these products; empty = for all. */
  readonly products: readonly ProductId[];
  /** True when the answer differs by product, so the product is asked once if unknown. */
  readonly askProduct: boolean;
  /** Words or phrases that choose this entry among those of its label. */
  readonly keywords: readonly string[];
  /** Questions that must lead to this entry; `content:check` asks them. */
  readonly examples?: readonly string[] | undefined;
  /** Ids of related entries. */
  readonly related: readonly string[];
  /** Markdown (bold, lists, links), already with service settings filled in. */
  readonly answer: string;
}

export interface Product {
  readonly id: ProductId;
  readonly name: string;
  readonly synonyms: readonly string[];
  /** Does the contract's help extend to it? Only Hausperfekt: yes (F2.3); `unknown` leads to undecided. */
  readonly contractHelp: 'yes' | 'no' | 'unknown';
}

/** One line of contact data on file. */
export interface ContactLine {
  readonly id: string;
  readonly product: ProductId;
  readonly name: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly clause: ClauseId;
  /** True for the line to name first on technical questions. */
  readonly technical: boolean;
}

export interface RateCategory {
  readonly id: string;
  readonly name: string;
  readonly offeredBy: 'bot' | 'agent';
}

export interface RateEntry {
  /** Category id or `*`. */
  readonly category: string;
  /** Product id or `*`. */
  readonly product: string;
  /** First moment at which it applies, ms UTC. */
  readonly validFrom: number;
  readonly offerValidDays: number;
  readonly rate: Rate;
}

export interface Rates {
  readonly categories: readonly RateCategory[];
  readonly entries: readonly RateEntry[];
}

export interface Notice {
  readonly id: string;
  readonly product?: ProductId | undefined;
  readonly labels: readonly Label[];
  readonly keywords: readonly string[];
  readonly title: string;
  readonly text: string;
  readonly from: number;
  readonly until: number;
}

/** What the Helpdesk-Center holds beside the answers. */
export const articleTypes = ['article', 'update', 'manual', 'video'] as const;
export type ArticleType = (typeof articleTypes)[number];

/** One entry of the Helpdesk-Center. */
export interface Article {
  readonly id: string;
  readonly type: ArticleType;
  readonly title: string;
  /** Empty = for all products. */
  readonly products: readonly ProductId[];
  readonly clauses: readonly ClauseId[];
  /** Where it is taken from, in words. */
  readonly source?: string | undefined;
  /** Address of the file or the video. */
  readonly url?: string | undefined;
  /** Day it is from, `2026-01-10`. */
  readonly date?: string | undefined;
  readonly keywords: readonly string[];
  /** Markdown, already with service settings filled in. */
  readonly text: string;
}

/** A ready answer for agents. */
export interface CannedAnswer {
  readonly id: string;
  readonly title: string;
  /** Empty = for all products. */
  readonly products: readonly ProductId[];
  readonly clauses: readonly ClauseId[];
  /** Plain words, already with service settings filled in. */
  readonly text: string;
}

export interface Service {
  readonly vendorName: string;
  readonly productLine: string;
  readonly botName: string;
  /** Addresses, unset = nicht hinterlegt. */
  readonly portalUrl?: string | undefined;
  readonly guideTitle: string;
  readonly guideUrl?: string | undefined;
  readonly productHelpUrl?: string | undefined;
  readonly consultants?: string | undefined;
  /** Where appointments with the consultants are booked. */
  readonly bookingUrl?: string | undefined;
  readonly serviceHours?: string | undefined;
  readonly responseTime?: string | undefined;
  readonly retentionDays: number;
  readonly privacyNotice?: string | undefined;
  readonly imprint?: string | undefined;
  readonly handoff: 'live' | 'ticket';
  /** After so many minutes without anybody a hand-off becomes a ticket. */
  readonly handoffWaitMinutes: number;
  /** Most conversations an agent has in hand at once. */
  readonly chatsPerAgent: number;
  /** How customers get to a remote-maintenance session; unset = none is offered. */
  readonly remoteLink?: string | undefined;
  readonly remoteCode?: string | undefined;
  readonly consumerOrders: boolean;
}

/** Service hours as set by the operator; local times `08:00` in the time zone. */
export interface ServiceHours {
  readonly timeZone: string;
  readonly week: Readonly<Partial<Record<string, readonly { readonly from: string; readonly until: string }[]>>>;
  /** Days `2026-12-24` that are closed in addition. */
  readonly closedOn: readonly string[];
}

/** A mail's template, placeholders in braces; Markdown (bold, lists, links) in the body. */
export interface MailText {
  readonly subject: string;
  /** What the button says that leads to `{url}` or `{link}`. */
  readonly button?: string | undefined;
  readonly body: string;
}

/** What a conversation in English, and a mail that comes from one, says instead; `knowledgeIn` puts it in place. */
export interface English {
  readonly texts: Readonly<Record<TextKey, string>>;
  readonly mails: Readonly<Record<MailTemplate, MailText>>;
  readonly faq: readonly FaqEntry[];
  readonly notices: readonly Notice[];
  readonly productNames: Readonly<Record<ProductId, string>>;
  readonly consultants?: string | undefined;
  readonly responseTime?: string | undefined;
  readonly serviceHours?: string | undefined;
}

export interface Knowledge {
  /** Of the words in it. What neither a conversation nor a mail says is German in any case. */
  readonly language: Language;
  /** SHA-256 (hex, first 16) over all content. */
  readonly version: string;
  readonly faq: readonly FaqEntry[];
  readonly articles: readonly Article[];
  readonly canned: readonly CannedAnswer[];
  /** Clause id -> short German title of what it says. */
  readonly clauses: Readonly<Record<ClauseId, string>>;
  readonly products: readonly Product[];
  readonly contacts: readonly ContactLine[];
  readonly coverage: CoverageRules;
  readonly rates: Rates;
  readonly notices: readonly Notice[];
  readonly service: Service;
  /** Unset = nicht hinterlegt. */
  readonly hours?: ServiceHours | undefined;
  /** Text templates of `content/de/texts/`, placeholders in braces. */
  readonly texts: Readonly<Record<TextKey, string>>;
  /** Markdown pages of `content/de/pages/` by name (privacy, imprint, terms). */
  readonly pages: Readonly<Record<string, string>>;
  /** Mail templates of `content/de/mails/`. */
  readonly mails: Readonly<Record<MailTemplate, MailText>>;
  readonly english: English;
  /** What stands above a German offer in an English conversation, and on its page. */
  readonly offerSummary: OfferSummary;
  /** The same above the receipt. */
  readonly receiptSummary: ReceiptSummary;
  /** The German original, where this is a translation of it: what is written down is always German. */
  readonly original?: Knowledge | undefined;
}

/** Fills a text's `{placeholders}`. A missing value is a bug and throws. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`Text placeholder {${name}} has no value`);
    return String(value);
  });
}
