/** An objection is decided by another agent than the one who classed; until then nothing was billed. */
import { fill } from '../../src/content/knowledge.ts';
import { phrase } from '../../src/content/text-keys.ts';
import type { AgentAction, AgentRefusal, Classing } from '../../src/domain/agent-action.ts';
import type { Effect } from '../../src/domain/effect.ts';
import { mayDecideObjection, type Objection } from '../../src/domain/objection.ts';
import { isOpen } from '../../src/domain/offer.ts';
import type { Request } from '../../src/domain/request.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { TicketState } from '../../src/domain/vocabulary.ts';
import type { Case } from '../case.ts';
import { endOffer, offerReply } from '../offer.ts';
import { changeOrder } from '../order-change.ts';
import { requestLedger } from '../request-ledger.ts';
import type { DialogState } from '../state.ts';
import { refuse, type Scene, type Step, say, writtenTexts } from '../step.ts';
import { changeTicket } from '../ticket-change.ts';
import { checkClassing, classingLine, classingWords, finalAssessment, keep } from './final-classing.ts';

type Decide = Extract<AgentAction, { kind: 'decideObjection' }>;

export function decideObjection(scene: Scene, state: DialogState, found: Case, { objectionId, result }: Decide): Step {
  const code = refusal(scene, found, objectionId, result);
  const { objection, ticket } = found;
  if (code || !objection || !ticket) return refuse(state, code ?? 'objectionNone');
  return result.kind === 'upheld'
    ? uphold(scene, state, found, { objection, ticket, answer: result.answer })
    : grant(scene, state, found, { objection, ticket, classing: result.classing });
}

function refusal(
  scene: Scene,
  { objection, ticket, request }: Case,
  objectionId: string,
  result: Decide['result'],
): AgentRefusal | undefined {
  if (!objection || objection.id !== objectionId) return 'objectionNone';
  if (objection.state !== 'open') return 'objectionDecided';
  if (!mayDecideObjection(scene.turn.principal.id, objection)) return 'ownClassing';
  if (!ticket) return 'ticketMissing';
  if (result.kind === 'upheld') return undefined;
  return result.classing.coverage === request.assessment?.coverage ? 'sameCoverage' : checkClassing(scene.knowledge, result.classing);
}

function decided(scene: Scene, objection: Objection, state: 'upheld' | 'granted', answer: string): Objection {
  const { principal, at } = scene.turn;
  return { ...objection, state, decidedBy: principal.id, decidedByName: principal.name ?? '', answer, decidedAt: at };
}

interface Upheld {
  readonly objection: Objection;
  readonly ticket: Ticket;
  readonly answer: string;
}

/** The classing stays. An offer that is still open is shown once more, because its order was held back. */
function uphold(scene: Scene, state: DialogState, found: Case, { objection, ticket, answer }: Upheld): Step {
  const { request, openOffer, order, orderedOffer } = found;
  const about = { request, ticket, offer: orderedOffer ?? openOffer, order };
  const ledger = requestLedger(scene, 'objectionUpheld', about, {}, { answer });
  const text = fill(writtenTexts(scene)['objection.upheldLine'], { answer });
  const effects: Effect[] = [
    { kind: 'decideObjection', objection: decided(scene, objection, 'upheld', answer), ledger },
    changeTicket(scene, ticket, {}, [{ kind: 'objection', author: 'agent', text }], 'agent').effect,
  ];
  const words = [phrase('objection.upheld', { number: ticket.number }), phrase('final.reason', { reason: answer })];
  const isStillOpen = openOffer !== undefined && isOpen(openOffer, scene.turn.at);
  const shown = isStillOpen ? [offerReply(scene, openOffer)] : [];
  return say(state, [{ kind: 'text', phrases: words, important: true }, ...shown], effects);
}

interface Granted {
  readonly objection: Objection;
  readonly ticket: Ticket;
  readonly classing: Classing;
}

/** The classing changes: an open offer is retracted, an order cancelled, nothing is billed. */
function grant(scene: Scene, state: DialogState, found: Case, { objection, ticket, classing }: Granted): Step {
  const { openOffer, order, orderedOffer } = found;
  const assessment = finalAssessment(scene, classing);
  const request: Request = { ...found.request, state: 'ticketed', assessment };
  const about = { request, ticket, offer: orderedOffer ?? openOffer, order };
  const ledger = requestLedger(scene, 'objectionGranted', about, { coverage: classing.coverage }, { answer: classing.reason });
  const line = { kind: 'objection', author: 'agent', text: classingLine(scene, assessment) } as const;
  const change = {
    coverage: classing.coverage,
    state: stateAfter(ticket.state, classing.coverage === 'billable'),
    ...(assessment.category ? { category: assessment.category } : {}),
  };
  const effects: Effect[] = [
    ...(openOffer ? endOffer(scene, openOffer, 'retracted') : []),
    { kind: 'saveRequest', request },
    { kind: 'decideObjection', objection: decided(scene, objection, 'granted', classing.reason), ledger },
    keep(scene, request, assessment, ticket, 'objection'),
    changeTicket(scene, ticket, change, [line], 'agent').effect,
    ...(order ? [changeOrder(scene, found, order, 'cancelled', 'cancelled', { reason: classing.reason })] : []),
  ];
  const ended = order ? [phrase('order.cancelledByObjection')] : [];
  const words = [phrase('objection.granted', { number: ticket.number }), ...classingWords(assessment), ...ended];
  const { waiting } = state;
  const idle = waiting && 'offerId' in waiting && waiting.offerId === openOffer?.id ? { ...state, waiting: undefined } : state;
  return say(idle, [{ kind: 'text', phrases: words, clauses: classing.clauses, important: true }], effects);
}

/** Support looks at it again; what becomes billable leaves work. */
function stateAfter(state: TicketState, isBillable: boolean): TicketState {
  if (state === 'declined' || state === 'waitingApproval') return 'new';
  return isBillable && state === 'open' ? 'new' : state;
}
