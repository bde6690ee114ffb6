/** What the agents' API says about tickets, customers and the agent; types only, shared with the workspace. Times are ms UTC. */
import type { OrderStep, QueueItem, RequestDetail } from '../../domain/agent-ports.ts';
import type { AnswerVotes, AskedQuestion, EditorReport } from '../../domain/editor-report.ts';
import type { FigureRange, FigureTable } from '../../domain/figures.ts';
import type { Organisation } from '../../domain/identity.ts';
import type { HeldBecause } from '../../domain/incoming-mail.ts';
import type { Objection } from '../../domain/objection.ts';
import type { Offer, Order, Rate } from '../../domain/offer.ts';
import type { Registration } from '../../domain/people.ts';
import type { SpokenNumber } from '../../domain/spoken-number.ts';
import type { CustomerFile } from '../../domain/teams.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { AlarmKind } from '../../domain/ticketing.ts';
import type { Label } from '../../domain/vocabulary.ts';

export type { AgentAction, AgentTicketState, Classing, FinalCoverage, OfferDraft } from '../../domain/agent-action.ts';
export type { OrderStep, QueueItem };

/** What the page hands to the workspace with its first answer. */
export interface DeskStart {
  readonly texts: Readonly<Record<string, string>>;
  readonly productLine: string;
  /** The page runs as a tab in Teams and proves who is there by Teams' own token. */
  readonly inTeams: boolean;
}

/** The signed-in agent, and the lists every form needs. */
export interface MeView {
  readonly agent: { readonly id: string; readonly name: string; readonly shownName: string; readonly email?: string | undefined };
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  readonly products: readonly { readonly id: string; readonly name: string }[];
  /** Whether the agent is an editor as well. */
  readonly readsReport: boolean;
  /** Fact id -> what it says, in short. */
  readonly clauses: Readonly<Record<string, string>>;
}

/** What Teams' own token is exchanged for. */
export interface TeamsSession {
  readonly bearer: string;
  readonly expiresAt: number;
}

/** Where a file or page can be opened without a session, for a minute. */
export interface AddressView {
  readonly href: string;
}

/** An offer without the token that takes it. */
export type ShownOffer = Omit<Offer, 'pressToken'>;

export interface QueuesView {
  readonly toClass: readonly QueueItem[];
  readonly toConfirm: readonly (QueueItem & { readonly order: Order; readonly offer: ShownOffer })[];
  readonly objections: readonly (QueueItem & { readonly objection: Objection; readonly mayDecide: boolean })[];
  /** Mails that go nowhere by themselves, oldest first. */
  readonly mails: readonly HeldMailView[];
}

/** A mail that waits: who writes is not known, or not proved. */
export interface HeldMailView {
  readonly id: string;
  readonly at: number;
  readonly address: string;
  readonly name?: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly reason: HeldBecause;
  /** The ticket it names. */
  readonly ticketNumber?: string | undefined;
  /** Names of what is attached. */
  readonly files: readonly string[];
}

export interface TicketsView {
  readonly tickets: readonly QueueItem[];
}

export interface TicketDetailView extends Omit<RequestDetail, 'offers'> {
  readonly offers: readonly ShownOffer[];
  readonly mayDecideObjection: boolean;
  /** How the customer's words are understood, with the words and examples that speak for it. */
  readonly evidence: { readonly label: Label; readonly confidence: number; readonly words: readonly string[] };
  /** The organisation's others in hand, newest first. */
  readonly others: readonly Ticket[];
  /** Of the ticket system outside; each stands until it is well again. */
  readonly alarms: readonly { readonly kind: AlarmKind; readonly text: string; readonly at: number }[];
}

/** The rate on file for a category and product; none: `null`. */
export interface RateView {
  readonly rate: { readonly rate: Rate; readonly days: number } | null;
}

export interface RegistrationsView {
  readonly registrations: readonly (Registration & { readonly organisation?: Organisation | undefined })[];
}

/** Figures of the range asked for, and the months that may be asked for. */
export interface FiguresView extends FigureTable, FigureRange {
  readonly months: readonly string[];
}

/** What was asked and not answered well, for editors; names of topics as customers read them. */
export interface ReportView {
  readonly from: number;
  readonly until: number;
  readonly days: number;
  /** How long such questions are kept. */
  readonly keptDays: number;
  /** There were more than it looks at. */
  readonly isCut: boolean;
  readonly counts: EditorReport['counts'];
  readonly groups: readonly ReportGroup[];
  /** Groups that are not shown. */
  readonly moreGroups: number;
  readonly votes: readonly (AnswerVotes & { readonly file: string })[];
}

export interface ReportGroup {
  readonly questions: readonly ReportQuestion[];
  readonly count: number;
  readonly topic?: string | undefined;
  readonly isPicked: boolean;
  readonly draft: { readonly file: string; readonly lines: readonly string[] };
}

export interface ReportQuestion {
  readonly text: string;
  readonly at: number;
  readonly about: AskedQuestion['about'];
  readonly guess?: string | undefined;
  readonly percent?: number | undefined;
  /** A topic's name, or `other`. */
  readonly picked?: string | undefined;
}

/** What was found for the words a caller says: customers, people, one ticket. */
export interface CallerView {
  readonly customers: readonly CustomerFile[];
  /** The ticket whose number was said, with its check digit right. */
  readonly ticket?: Ticket | undefined;
  /** A number as it was heard, to read back digit by digit. */
  readonly heard?: SpokenNumber | undefined;
}
