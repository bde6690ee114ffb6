/** The request (Anliegen): the unit of work. It carries what the customer said, the facts named so far and the classing. */
import type { ClauseId, Coverage, Known, Label, Language, ProductId } from './vocabulary.ts';

export const caseKinds = [
  'fault',
  'usage',
  'training',
  'setting',
  'data',
  'installation',
  'environment',
  'onSite',
  'legal',
  'other',
] as const;
export type CaseKind = (typeof caseKinds)[number];

export const dataCauses = ['operation', 'program', 'unknown'] as const;
export type DataCause = (typeof dataCauses)[number];

/** The facts a classing rests on; what is missing has not been said yet. */
export interface CaseFacts {
  readonly product?: ProductId | 'unknown' | undefined;
  readonly kind?: CaseKind | undefined;
  readonly workedBefore?: Known | undefined;
  readonly dataCause?: DataCause | undefined;
  readonly trained?: Known | undefined;
}

/** A classing with its reason. */
export interface Assessment {
  readonly coverage: Coverage;
  readonly clauses: readonly ClauseId[];
  /** Key of `content/rates.yaml` categories when billable. */
  readonly category?: string | undefined;
  readonly finality: 'provisional' | 'final';
  readonly by: 'bot' | 'agent';
  /** Id of the rule in `content/coverage.yaml` that decided. */
  readonly rule?: string | undefined;
  readonly at: number;
  /** Who classed it, when an agent did; the reason is in words the customer reads. */
  readonly agentId?: string | undefined;
  readonly reason?: string | undefined;
}

/** A classing as kept for good: the history of a request's assessments. */
export interface KeptAssessment extends Assessment {
  readonly id: string;
  readonly requestId: string;
  readonly agentName?: string | undefined;
  /** What the bot had said when a person classed for the first time. */
  readonly botCoverage?: Coverage | undefined;
  readonly cause: 'classed' | 'orderConfirmed' | 'orderCancelled' | 'objection';
}

/** draft: being clarified · offered: an offer is or was shown · ticketed: has a ticket · declined: not ordered, nothing further · dropped: cancelled by the customer · done: answered in the chat */
export const requestStates = ['draft', 'offered', 'ticketed', 'declined', 'dropped', 'done'] as const;
export type RequestState = (typeof requestStates)[number];

export interface Request {
  readonly id: string;
  readonly conversationId: string;
  readonly organisationId?: string | undefined;
  /** Principal id of the person who asked. */
  readonly ownerId: string;
  readonly label: Label;
  /** One line, at most 80 characters. */
  readonly subject: string;
  /** The customer's own words. */
  readonly description: string;
  readonly facts: CaseFacts;
  /** How many questions were asked about this request; at most four. */
  readonly asked: number;
  readonly assessment?: Assessment | undefined;
  readonly state: RequestState;
  /** Details gathered for the ticket. */
  readonly details: RequestDetails;
  /** The customer's, as far as their words told; the turn keeps it, dialogs need not. */
  readonly language?: Language | undefined;
  readonly createdAt: number;
  /** 0 before the first commit; raised by one with each. */
  readonly version: number;
}

export const urgencies = ['normal', 'high', 'blocked'] as const;
export type Urgency = (typeof urgencies)[number];

export interface RequestDetails {
  readonly urgency?: Urgency | undefined;
  readonly contactName?: string | undefined;
  readonly contactEmail?: string | undefined;
  readonly company?: string | undefined;
  readonly errorText?: string | undefined;
  /** Who is to pay instead of the own organisation, in the customer's words; then an agent clears it. */
  readonly otherBuyer?: string | undefined;
  /** When the customer last asked for a (new) offer, ms UTC; after a decline nobody is prompted for the same terms without it. */
  readonly offerAskedAt?: number | undefined;
  /** Ids of stored uploads. */
  readonly attachments?: readonly string[] | undefined;
}
