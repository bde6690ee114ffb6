/** What goes into the turn engine and what comes out; the contract between channels and turns. */
import type { AgentAction, CustomerAction, Refusal } from '../domain/agent-action.ts';
import type { DeskAction, DeskRefusal } from '../domain/handoff-action.ts';
import type { HubNews } from '../domain/handoff-hub.ts';
import type { Principal } from '../domain/identity.ts';
import type { MailDeed } from '../domain/incoming-mail.ts';
import type { Json, JsonObject, StoredMessage } from '../domain/message.ts';
import type { OnBehalf, OnBehalfRefusal } from '../domain/on-behalf.ts';
import type { Channel } from '../domain/vocabulary.ts';

/** A file that came with a message and is already stored. */
export interface UploadRef {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
}

export type ArrivalInput =
  /** Text as typed, mentions already stripped; may be empty. */
  | { readonly kind: 'text'; readonly text: string; readonly uploads: readonly UploadRef[] }
  /** A button: its id from the wire and the inputs of its form, all strings. */
  | { readonly kind: 'press'; readonly a: string; readonly values: Readonly<Record<string, string>> }
  /** The conversation starts or the bot was added: welcome once. */
  | { readonly kind: 'joined' }
  /** A decision on an offer's own page, or passing it on to colleagues, proved by its press token. */
  | {
      readonly kind: 'offerPage';
      readonly offerId: string;
      readonly pressToken: string;
      readonly decision: 'order' | 'decline' | 'review' | 'forward';
    }
  /** A support agent acts on a request of the conversation; the activity id is the client's key of the action. */
  | { readonly kind: 'agent'; readonly action: AgentAction }
  /** A support agent acts on a hand-off of the conversation. */
  | { readonly kind: 'desk'; readonly action: DeskAction }
  /** A hub elsewhere says something about a hand-off of the conversation. */
  | { readonly kind: 'hub'; readonly handoffId: string; readonly news: HubNews }
  /** A customer acts on a request of the conversation from a page. */
  | { readonly kind: 'customer'; readonly action: CustomerAction }
  /** Staff enter something for a customer, in a conversation of its own; the activity id is the form's press. */
  | { readonly kind: 'onBehalf'; readonly entry: OnBehalf }
  /** A mail that belongs to a ticket or an offer of the conversation, or begins one. */
  | { readonly kind: 'mail'; readonly deed: MailDeed }
  /** A wish to order from an anonymous chat, taken up by a signed-in person. */
  | { readonly kind: 'wish'; readonly offerId: string }
  /** A due timer. */
  | { readonly kind: 'timer'; readonly name: string; readonly payload: Json };

/** One thing that happened, after authentication and guard. */
export interface Arrival {
  readonly channel: Channel;
  readonly conversationId: string;
  readonly conversationKind: 'personal' | 'group';
  /** Key of the dialog state within the conversation: thread and person, or 'main'. */
  readonly dialogScope: string;
  /** Unique per delivery; a repeated id is a redelivery and gets the stored replies. */
  readonly activityId: string;
  readonly principal: Principal;
  /** ms UTC. */
  readonly at: number;
  readonly input: ArrivalInput;
  /** What the incoming message row keeps for its echo (Direct Line): text, value, channelData, attachments. */
  readonly echo?:
    | {
        readonly channelData?: JsonObject | undefined;
        readonly value?: Json | undefined;
        readonly attachments?: readonly JsonObject[] | undefined;
      }
    | undefined;
  /** Connector address for proactive sends; when given, replies get delivery `due`, else `none`. */
  readonly address?: JsonObject | undefined;
}

export interface TurnResult {
  /** duplicate: this activity was handled before; the messages are the stored ones. */
  readonly outcome: 'done' | 'duplicate';
  /** The incoming message, if the arrival left one. */
  readonly incoming?: StoredMessage | undefined;
  readonly replies: readonly StoredMessage[];
  /** An agent's or the portal's action was refused: nothing was written, and the same action may be tried again. */
  readonly refusal?:
    | { readonly code: Refusal | DeskRefusal | OnBehalfRefusal; readonly values?: Readonly<Record<string, string | number>> | undefined }
    | undefined;
}

export interface TurnEngine {
  /** Runs the arrival as one transaction. Resolves after the commit; rejects with a coded error when nothing was written. */
  take(arrival: Arrival): Promise<TurnResult>;
  /** Resolves when no turn is running; afterwards `take` rejects. */
  close(): Promise<void>;
}
