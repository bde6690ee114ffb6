/** The objection (Einwand): a customer's one protest against a person's classing; somebody else decides it, and until then nothing is billed. */
import type { Request } from './request.ts';
import type { Ticket } from './ticket.ts';

export const objectionStates = ['open', 'upheld', 'granted'] as const;
/** open · upheld: the classing stays · granted: the classing was changed */
export type ObjectionState = (typeof objectionStates)[number];

export interface Objection {
  readonly id: string;
  /** Unique: one objection per request. */
  readonly requestId: string;
  readonly conversationId: string;
  readonly ticketId: string;
  readonly raisedBy: string;
  readonly raisedByName: string;
  readonly reason: string;
  readonly raisedAt: number;
  /** The agent whose classing is meant; never decides about it. */
  readonly againstAgent: string;
  readonly state: ObjectionState;
  readonly decidedBy?: string | undefined;
  readonly decidedByName?: string | undefined;
  readonly answer?: string | undefined;
  readonly decidedAt?: number | undefined;
  readonly version: number;
}

export type ObjectionVerdict = 'possible' | 'notFinal' | 'covered' | 'running' | 'decided' | 'over';

/** May this request still be objected to? Only a person's classing that is not "abgedeckt", once, while the ticket is not closed or withdrawn. */
export function judgeObjection(
  { assessment }: Pick<Request, 'assessment'>,
  ticket: Pick<Ticket, 'state'> | undefined,
  earlier: Objection | undefined,
): ObjectionVerdict {
  if (earlier) return earlier.state === 'open' ? 'running' : 'decided';
  if (assessment?.finality !== 'final' || assessment.by !== 'agent') return 'notFinal';
  if (assessment.coverage === 'covered') return 'covered';
  if (!ticket || ticket.state === 'closed' || ticket.state === 'withdrawn') return 'over';
  return 'possible';
}

/** True when the agent may decide the objection: it is open, and the classing is not their own. */
export function mayDecideObjection(agentId: string, { state, againstAgent }: Objection): boolean {
  return state === 'open' && agentId !== againstAgent;
}
