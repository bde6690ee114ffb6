/** An agent takes an open offer back. */
import { phrase } from '../../src/content/text-keys.ts';
import type { AgentAction } from '../../src/domain/agent-action.ts';
import type { Case } from '../case.ts';
import { ledgerDraft } from '../offer-ledger.ts';
import { timersOff } from '../offer-timers.ts';
import type { DialogState } from '../state.ts';
import { refuse, type Scene, type Step, say } from '../step.ts';
import { changeTicket } from '../ticket-change.ts';

type Retract = Extract<AgentAction, { kind: 'retractOffer' }>;

export function retractOffer(scene: Scene, state: DialogState, { openOffer, ticket }: Case, { offerId, reason }: Retract): Step {
  if (!openOffer || openOffer.id !== offerId) return refuse(state, 'offerNotOpen');
  if (!ticket) return refuse(state, 'ticketMissing');
  const draft = ledgerDraft(scene, 'retracted', openOffer, { ticketNumber: ticket.number });
  const ledger = { ...draft, personal: { ...draft.personal, reason } };
  const back = ticket.state === 'waitingApproval' ? ({ state: 'new' } as const) : {};
  const line = { kind: 'offer', author: 'agent', text: reason } as const;
  const { waiting } = state;
  const idle = waiting && 'offerId' in waiting && waiting.offerId === offerId ? { ...state, waiting: undefined } : state;
  const words = [phrase('offer.retractedNow', { subject: openOffer.terms.subject }), phrase('final.reason', { reason })];
  return say(
    idle,
    [{ kind: 'text', phrases: words, important: true }],
    [
      { kind: 'decideOffer', offer: openOffer, to: 'retracted', at: scene.turn.at, ledger },
      ...timersOff(openOffer),
      changeTicket(scene, ticket, back, [line], 'agent').effect,
    ],
  );
}
