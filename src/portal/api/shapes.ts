/** What the portal's API answers; types only, shared with the browser code. */
import type { RichBlock } from '../../content/rich-text.ts';
import type { Language } from '../../domain/vocabulary.ts';
import type { UploadRules } from '../upload-rules.ts';
import type { BillingView } from '../views/billing-view.ts';
import type { HistoryRow } from '../views/history-view.ts';
import type { ListView } from '../views/list-view.ts';
import type { OfferPageView } from '../views/offer-view.ts';
import type { TicketPageView } from '../views/ticket-view.ts';
import type { Badge, Line, When } from '../views/words.ts';

export type { RichBlock, RichInline } from '../../content/rich-text.ts';
export type { UploadRules } from '../upload-rules.ts';
export type { OfferRow, TicketRow } from '../views/list-view.ts';
export type { Badge, BillingView, HistoryRow, Line, ListView, When };

/** The signed-in person and what holds for them. */
export interface Me {
  readonly name: string;
  readonly email: string;
  readonly mayOrder: boolean;
  readonly company: string;
  /** Unset while a registration waits for its confirmation. */
  readonly customerNo?: string | undefined;
  readonly products: readonly { readonly name: string; readonly hasContract: boolean }[];
  /** False when tickets live in a system outside: then it has the only form for new requests. */
  readonly takesRequests: boolean;
  readonly outsideUrl?: string | undefined;
  readonly upload: UploadRules;
}

/** What the page hands to the app with its first answer. */
export interface Start {
  readonly me: Me;
  readonly texts: Readonly<Record<string, string>>;
  readonly links: { readonly privacy: string; readonly imprint: string; readonly terms: string };
  readonly productLine: string;
}

export interface TicketList extends Omit<ListView, 'tabs' | 'scopes'> {
  readonly tabs: readonly { readonly name: string; readonly label: string; readonly count: number }[];
  readonly page: number;
  readonly pages: number;
  /** Registrations this person can confirm. */
  readonly registrations: number;
}

/** What the person may do with a ticket now. */
export type TicketDeed = 'reply' | 'reopen' | 'withdraw' | 'withdrawOrder' | 'objectTo' | 'requestOffer' | 'followUp';

export interface TicketDetail extends Omit<TicketPageView, 'history'> {
  readonly state: string;
  readonly foreignNumber?: string | undefined;
  /** Words of both sides, oldest first. */
  readonly conversation: readonly Said[];
  readonly history: readonly HistoryRow[];
  readonly attachments: readonly Attachment[];
  readonly deeds: readonly TicketDeed[];
  /** Minutes entered so far and what they cost, where an order is in force. */
  readonly effort?: readonly Line[] | undefined;
}

export interface Said {
  readonly from: 'customer' | 'support' | 'assistant';
  readonly author: string;
  readonly at: When;
  readonly text: string;
}

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly isImage: boolean;
  readonly href: string;
}

export type OfferDetail = OfferPageView;

/** One message of a conversation held in the portal. */
export interface PortalMessage {
  readonly seq: number;
  readonly from: 'you' | 'assistant' | 'support';
  /** Of our words in it, where they are not German. */
  readonly language?: Language | undefined;
  readonly at: When;
  readonly text: readonly RichBlock[];
  readonly card?: readonly CardBlock[] | undefined;
  readonly buttons: readonly PressButton[];
  readonly files: readonly string[];
  readonly offerId?: string | undefined;
  /** False for an offer that is decided or over. */
  readonly isOfferOpen?: boolean | undefined;
  readonly ticketNumber?: string | undefined;
}

export type CardBlock =
  | { readonly kind: 'heading' | 'text' | 'strong'; readonly text: string }
  | { readonly kind: 'row'; readonly label: string; readonly value: string; readonly strong: boolean }
  | { readonly kind: 'actions'; readonly actions: readonly CardAction[] };
export type CardAction =
  | ({ readonly kind: 'press' } & PressButton)
  | { readonly kind: 'open'; readonly title: string; readonly url: string };

export interface PressButton {
  readonly title: string;
  readonly a: string;
  readonly once: boolean;
}

export interface Conversation {
  readonly id: string;
  readonly messages: readonly PortalMessage[];
  /** True while the assistant waits for words. */
  readonly expectsInput: boolean;
}

export interface HelpCenter {
  readonly topics: readonly { readonly label: string; readonly title: string; readonly entries: readonly HelpEntry[] }[];
  readonly shelves: readonly { readonly type: string; readonly entries: readonly ShelfEntry[] }[];
}

/** One answer or article, by its address. */
export interface HelpEntry {
  readonly id: string;
  readonly title: string;
}

export interface ShelfEntry extends HelpEntry {
  readonly products: readonly string[];
  readonly date?: string | undefined;
  readonly url?: string | undefined;
}

export interface HelpText extends HelpEntry {
  readonly kind: string;
  readonly text: readonly RichBlock[];
  readonly clauses: readonly string[];
  readonly source?: string | undefined;
  readonly url?: string | undefined;
  readonly related: readonly HelpEntry[];
}

export interface SearchHit extends HelpEntry {
  readonly kind: string;
  readonly excerpt: string;
}

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  /** Said when the words describe a request rather than a question. */
  readonly asRequest: boolean;
}

export interface Colleagues {
  /** Only people with the right to order see who else has it. */
  readonly visible: boolean;
  readonly people: readonly { readonly name: string; readonly email: string; readonly mayOrder: boolean; readonly isYou: boolean }[];
}

export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly isImage: boolean;
}

/** Every refusal: a sentence that says what to do. */
export interface Refused {
  readonly error: { readonly code: string; readonly sentence: string };
}
