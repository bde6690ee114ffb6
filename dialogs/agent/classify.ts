/** The final classing by an agent, with an offer where it is billable. */
import { phrase } from '../../src/content/text-keys.ts';
import type { AgentAction, AgentRefusal } from '../../src/domain/agent-action.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { Request } from '../../src/domain/request.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { TicketState } from '../../src/domain/vocabulary.ts';
import { type Case, isOver } from '../case.ts';
import { offerMade } from '../mails.ts';
import { endOffer, offerReply } from '../offer.ts';
import { ledgerDraft } from '../offer-ledger.ts';
import { expiryTimer, reminderTimer } from '../offer-timers.ts';
import type { Reply } from '../reply.ts';
import type { DialogState } from '../state.ts';
import { refuse, type Scene, type Step, say } from '../step.ts';
import { newTicket } from '../ticket.ts';
import { changeTicket } from '../ticket-change.ts';
import { checkClassing, classingLine, classingWords, finalAssessment, keep, objectionChoices } from './final-classing.ts';
import { agentOffer, type OfferResult } from './offer.ts';

type Classify = Extract<AgentAction, { kind: 'classify' }>;

/** Classes a request for good. An open offer gives way: to the new one, or because nothing is to be paid. */
export function classify(scene: Scene, state: DialogState, found: Case, action: Classify): Step {
  const code = refusal(scene, found, action);
  if (code) return refuse(state, code);
  const assessment = finalAssessment(scene, action.classing);
  const request: Request = { ...found.request, state: 'ticketed', assessment };
  const made = action.offer ? agentOffer(scene, { ...found, request }, action.offer) : undefined;
  if (made && 'code' in made) return refuse(state, made.code);
  return classed(scene, state, { ...found, request }, made);
}

function refusal(scene: Scene, { request, ticket, order, objection }: Case, { classing, offer }: Classify): AgentRefusal | undefined {
  if (ticket && isOver(ticket)) return 'closed';
  if (!ticket && request.state !== 'draft' && request.state !== 'offered') return 'closed';
  if (objection?.state === 'open') return 'objectionOpen';
  // A decided objection stands; only the same classing (with a new offer) or one in the customer's favour follows it.
  if (objection && classing.coverage !== 'covered' && classing.coverage !== request.assessment?.coverage) return 'objectionDecided';
  if (order) return 'orderActive';
  if (offer && classing.coverage !== 'billable') return 'offerNeedsBillable';
  return checkClassing(scene.knowledge, classing);
}

function classed(scene: Scene, state: DialogState, found: Case, made: Extract<OfferResult, { offer: unknown }> | undefined): Step {
  const { request, openOffer } = found;
  const ticketed = ticketAs(scene, found, made !== undefined);
  const assessment = request.assessment;
  if (!assessment) return say(state, []);
  const effects: Effect[] = [
    ...(openOffer ? endOffer(scene, openOffer, made ? 'superseded' : 'retracted') : []),
    { kind: 'saveRequest', request },
    keep(scene, request, assessment, ticketed.ticket, 'classed'),
    ...(made
      ? [
          { kind: 'makeOffer', offer: made.offer, ledger: ledgerDraft(scene, 'offered', made.offer) } as const,
          expiryTimer(made.offer),
          reminderTimer(made.offer, scene.turn.at),
          ...offerMade(scene, made.offer),
        ]
      : []),
    ticketed.effect,
  ];
  const rateFollows = assessment.coverage === 'billable' && !made ? [phrase('final.rateFollows')] : [];
  const canObject = objectionChoices(request, ticketed.ticket, found.objection);
  const hint = canObject.length > 0 ? [phrase('final.mayObject')] : [];
  const words: Reply = {
    kind: 'text',
    phrases: [phrase('final.intro', { subject: request.subject }), ...classingWords(assessment), ...rateFollows, ...hint],
    clauses: assessment.clauses,
    choices: canObject,
    important: true,
  };
  return say(waitingFor(state, found, made), [words, ...(made ? [offerReply(scene, made.offer)] : [])], effects);
}

/** The dialog turns to the offer unless the customer is in the middle of something else. */
function waitingFor(state: DialogState, { openOffer, request }: Case, made: { offer: { id: string } } | undefined): DialogState {
  const { waiting } = state;
  const isOwn =
    waiting !== undefined &&
    (('offerId' in waiting && waiting.offerId === openOffer?.id) || ('requestId' in waiting && waiting.requestId === request.id));
  if (waiting && !isOwn) return state;
  return { ...state, waiting: made ? { for: 'offer', offerId: made.offer.id } : undefined };
}

function ticketAs(scene: Scene, found: Case, withOffer: boolean): { ticket: Ticket; effect: Effect } {
  const { request, ticket } = found;
  const coverage = request.assessment?.coverage ?? 'undecided';
  const category = request.assessment?.category ?? ticket?.category;
  if (!ticket)
    return newTicket(scene, request, { state: withOffer ? 'waitingApproval' : 'new', coverage, ...(category ? { category } : {}) });
  const line = { kind: 'assessment', author: 'agent', text: request.assessment && classingLine(scene, request.assessment) } as const;
  const to = nextState(ticket, coverage === 'billable', withOffer);
  return changeTicket(scene, ticket, { coverage, ...(category ? { category } : {}), state: to }, [line], 'agent');
}

/** What is billable leaves work until it is ordered; what waited for a release no longer does when there is nothing to release. */
function nextState({ state }: Ticket, isBillable: boolean, withOffer: boolean): TicketState {
  if (withOffer) return 'waitingApproval';
  return state === 'waitingApproval' || (isBillable && state === 'open') ? 'new' : state;
}
