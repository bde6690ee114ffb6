/**
 * What the agents' API says about conversations that were handed over to people; types only, shared with the workspace.
 *
 * | route below `/agent/api` | in | out |
 * | --- | --- | --- |
 * | `GET /desk` | | `DeskView`: how hand-offs are set, who is there, the agent's own place |
 * | `POST /presence` | `PresenceBody`, every 30 s while the page is open | `DeskView`; without a sign of life for two minutes an agent counts as gone |
 * | `GET /handoffs` | | `HandoffQueue`: every open hand-off, those that wait longest first |
 * | `GET /handoffs/:id` | | `HandoffView`: one hand-off whole, open or over |
 * | `GET /handoffs/:id/messages?after=<seq>` | | `HandoffMessages`: what came after, oldest first, at most 200 |
 * | `POST /handoffs/:id/actions` | `HandoffActionBody` | `HandoffActionAnswer`; the same `id` again is the same action and gets the same answer |
 * | `POST /handoffs/:id/typing` | nothing | 204; the customer sees "is typing" for five seconds; send it at most every three; never stored |
 * | `POST /handoffs/:id/files` | the file as body, its name in `x-file-name` (percent-encoded) | `FileView`; then name its id in `say` |
 * | `GET /handoffs/:id/files/:fileId` | | the file; pictures to look at, all else to save |
 * | `POST /addresses` | `{ href }` of a file or of an order's evidence | `AddressView`: the same with a permission of its own, good for a minute |
 * | `GET /canned?product=` | | `CannedList`: ready answers of `content/de/canned` |
 * | `GET /answers?q=&product=` | | `AnswerList`: FAQ and articles that fit the words, best first |
 * | `GET /events` | server-sent events | `changed` (data: `ChangedEvent`), `message` (`MessageEvent`), `typing` (`TypingEvent`) |
 *
 * Everything needs the agent's session (401 `signedOut`); writes need our own origin (403 `origin`) and a JSON body but for files.
 * Refused: 409 with `{ error: { code, message } }`, the code one of `deskRefusals`, the message a German sentence to show; nothing was changed then.
 * 404 `unknown`, 413 `tooLarge`, 422 `shape`, 503 `busy` (try again with the same `id`). Other actions on a request of the conversation
 * (classing, offers, minutes, ticket state) go to `POST /actions` as for tickets; `requests[].id` and `.version` are what they name.
 * Reasons, states and outcomes are codes; the workspace words them. `text` of messages is Markdown as the customer sees it; times are ms UTC.
 */
import type { RichBlock } from '../../content/rich-text.ts';
import type { CloseOutcome, HandoffEvent, HandoffReason, HandoffState, HandoffSummary, RemoteSession } from '../../domain/handoff.ts';
import type { DeskAction } from '../../domain/handoff-action.ts';
import type { Assessment, CaseFacts, RequestState } from '../../domain/request.ts';
import type { Channel, Coverage, Label, TicketState } from '../../domain/vocabulary.ts';

export type { DeskRefusal } from '../../domain/handoff-action.ts';
export type { CloseOutcome, HandoffReason, HandoffState, HandoffSummary, RemoteSession };

export interface DeskView {
  /** The server's clock, for waiting times. */
  readonly now: number;
  /** ticket: hand-offs become tickets at once, nothing comes to this queue. */
  readonly handoff: 'live' | 'ticket';
  /** True when service hours are open or not set. */
  readonly isOpen: boolean;
  /** The signed-in agent takes conversations. */
  readonly isAvailable: boolean;
  readonly chats: number;
  readonly chatsPerAgent: number;
  /** A remote-maintenance session can be offered. */
  readonly hasRemote: boolean;
  /** Everybody with a sign of life, oneself included. */
  readonly present: readonly PresentColleague[];
  readonly upload: { readonly maxBytes: number; readonly maxFiles: number; readonly endings: readonly string[] };
}

export interface PresentColleague {
  readonly id: string;
  readonly name: string;
  readonly isAvailable: boolean;
  readonly chats: number;
  readonly isMe: boolean;
}

/** `left`: the page closes; counts after a moment in which no other page of the agent is heard of. */
export type PresenceBody = { readonly state: 'available' | 'busy' | 'left' };

export interface HandoffQueue {
  readonly now: number;
  readonly handoffs: readonly HandoffLine[];
}

export interface HandoffLine {
  readonly id: string;
  readonly conversationId: string;
  readonly requestId: string;
  readonly state: HandoffState;
  readonly reason: HandoffReason;
  readonly channel: Channel;
  readonly product?: string | undefined;
  readonly productName?: string | undefined;
  readonly customer: Customer;
  /** When the customer closed the page with the chat; missing while it is open, or where that cannot be known. */
  readonly customerLeftAt?: number | undefined;
  readonly subject: string;
  /** The customer's newest words of the summary, shortened. */
  readonly words: string;
  readonly urgency?: string | undefined;
  readonly requestedAt: number;
  /** Becomes a ticket then unless somebody takes it; of no meaning once accepted. */
  readonly deadlineAt: number;
  /** Seq and time of the newest message, for unread marks. */
  readonly lastSeq: number;
  readonly lastAt: number;
  /** The colleague it was passed on to. */
  readonly forAgent?: Person | undefined;
  readonly acceptedBy?: Person | undefined;
  readonly acceptedAt?: number | undefined;
  readonly endedAt?: number | undefined;
  readonly outcome?: string | undefined;
  readonly isMine: boolean;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Whatever is not known is missing. */
export interface Customer {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly company?: string | undefined;
  readonly customerNo?: string | undefined;
  readonly organisationId?: string | undefined;
  /** Signed in, or proven by the host website. */
  readonly isVerified: boolean;
}

export interface HandoffView {
  readonly now: number;
  readonly handoff: HandoffLine;
  readonly summary?: HandoffSummary | undefined;
  readonly remote?: RemoteSession | undefined;
  /** What the signed-in agent may do now. */
  readonly deeds: readonly DeskAction['kind'][];
  /** What happened, oldest first; notes of colleagues among them. */
  readonly events: readonly EventView[];
  /** The conversation from its beginning, oldest first; the newest 500. */
  readonly messages: readonly MessageView[];
  /** Of the conversation, newest first. */
  readonly requests: readonly RequestView[];
  /** The conversation's and the customer's others, newest first. */
  readonly tickets: readonly TicketLine[];
  /** Earlier hand-offs of the customer, newest first. */
  readonly earlier: readonly EarlierLine[];
}

export interface EventView {
  readonly n: number;
  readonly kind: HandoffEvent['kind'];
  readonly at: number;
  readonly by: HandoffEvent['by'];
  readonly byName?: string | undefined;
  readonly text?: string | undefined;
}

export interface HandoffMessages {
  readonly messages: readonly MessageView[];
  /** True when more follow. */
  readonly more: boolean;
}

export interface MessageView {
  readonly seq: number;
  readonly at: number;
  readonly by: 'customer' | 'bot' | 'agent' | 'system';
  /** The agent's name as the customer reads it. */
  readonly name?: string | undefined;
  readonly isMine: boolean;
  /** Complete also where the customer sees a card. Plain text of customers, Markdown of the others. */
  readonly text: string;
  /** The same to be drawn; of customers there is only the plain text. */
  readonly words?: readonly RichBlock[] | undefined;
  /** Titles of the buttons below it. */
  readonly buttons: readonly string[];
  readonly files: readonly FileView[];
  /** How the words before it were understood. */
  readonly understanding?: { readonly label: Label; readonly confidence: number; readonly clauses: readonly string[] } | undefined;
  /** What the message is: an offer, a ticket's receipt, a notice of the hand-off. */
  readonly about?: { readonly kind: 'offer' | 'ticket' | 'handoff'; readonly id: string; readonly state: string } | undefined;
}

export interface FileView {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly isImage: boolean;
  readonly href: string;
}

export interface RequestView {
  readonly id: string;
  /** For `seenVersion`. */
  readonly version: number;
  readonly label: Label;
  readonly subject: string;
  readonly description: string;
  readonly state: RequestState;
  readonly facts: CaseFacts;
  readonly assessment?: Assessment | undefined;
  readonly ticketNumber?: string | undefined;
}

export interface TicketLine {
  readonly number: string;
  readonly requestId: string;
  readonly subject: string;
  readonly state: TicketState;
  readonly coverage: Coverage;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Of this conversation. */
  readonly isHere: boolean;
}

export interface EarlierLine {
  readonly id: string;
  readonly reason: HandoffReason;
  readonly state: HandoffState;
  readonly outcome?: string | undefined;
  readonly requestedAt: number;
  readonly acceptedByName?: string | undefined;
}

/** The action without the hand-off's id, which stands in the path; files by the ids they got when they were taken. Words may be empty beside a file. */
export type HandoffAction =
  | WithoutId<Exclude<DeskAction, { kind: 'say' }>>
  | { readonly kind: 'say'; readonly text: string; readonly files?: readonly string[] | undefined };
type WithoutId<T> = T extends unknown ? Omit<T, 'handoffId'> : never;

export interface HandoffActionBody {
  /** Made by the page, 8 to 64 letters, digits, `-` or `_`. */
  readonly id: string;
  readonly action: HandoffAction;
}

export interface HandoffActionAnswer {
  readonly outcome: 'done' | 'duplicate';
  /** What the customer was told. */
  readonly said: readonly { readonly seq: number; readonly text: string }[];
}

export interface CannedList {
  readonly canned: readonly CannedView[];
}

export interface CannedView {
  readonly id: string;
  readonly title: string;
  /** Plain words to put into the answer. */
  readonly text: string;
  readonly clauses: readonly string[];
}

export interface AnswerList {
  readonly answers: readonly AnswerView[];
}

export interface AnswerView {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly excerpt: string;
  /** To put into the answer by one press: plain words with the clauses kept in brackets. */
  readonly text: string;
  readonly clauses: readonly string[];
}

/** Something in the queue, in a hand-off or about who is there has changed: read it again. Also the first event of a stream. */
export interface ChangedEvent {
  readonly mark: string;
}

/** An open hand-off's conversation has new messages. */
export interface MessageEvent {
  readonly handoffId: string;
  readonly lastSeq: number;
}

/** The customer is typing; show it for five seconds. */
export interface TypingEvent {
  readonly handoffId: string;
}
