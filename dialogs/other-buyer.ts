/** "Für die WEG": somebody else than the organisation is to pay. That goes to an agent, until the operator allows such orders with reviewed texts. */
import { phrase } from '../src/content/text-keys.ts';
import type { Effect } from '../src/domain/effect.ts';
import { mayAnswerOffer } from '../src/domain/identity.ts';
import { isOpen, type Offer } from '../src/domain/offer.ts';
import type { Request } from '../src/domain/request.ts';
import type { Ticket } from '../src/domain/ticket.ts';
import { offerOver, requestOf, supersede } from './offer.ts';
import { ledgerDraft } from './offer-ledger.ts';
import { timersOff } from './offer-timers.ts';
import type { DialogState } from './state.ts';
import { finish, type Scene, type Step, say, text, writtenTexts } from './step.ts';
import { newTicket, receipt } from './ticket.ts';
import { changeTicket } from './ticket-change.ts';

/** Words that name another buyer while an offer is shown. */
export const otherBuyerWords =
  /\b(für|im (namen|auftrag)|auf rechnung|zu lasten)\b.*\b(weg|wegs|eigentümer\w*|gemeinschaft|objekt\w*)\b|andere[rn]? (auftraggeber|rechnungsempfänger)|\b(on behalf of|in the name of|at the expense of|(bill|charge|invoice) (it |this )?to)\b.*\b(wegs?|owners?|association|community)\b|\bfor the (weg\b|owners?['’]?s? (association|community)|association of owners)|\b(another|different|other) (buyer|payer|invoice recipient)/i;

/** The press or the words: asks who it is where that is allowed, else hands it to an agent. */
export function otherBuyer(scene: Scene, state: DialogState, offer: Offer, said: string): Step {
  const request = requestOf(scene, offer);
  if (!request || !mayAnswerOffer(scene.turn.principal, offer)) return say(state, [text(phrase('offer.notYours'))]);
  if (!isOpen(offer, scene.turn.at)) return offerOver(scene, state, offer);
  if (scene.knowledge.service.consumerOrders && offer.madeBy === 'bot') {
    return say({ ...state, waiting: { for: 'buyer', offerId: offer.id } }, [
      { kind: 'text', phrases: [phrase('offer.whichBuyer')], expectsInput: true },
    ]);
  }
  return toAgent(scene, state, offer, request, said);
}

/** The buyer was named: the offer is made anew with it. */
export function buyerNamed(scene: Scene, state: DialogState, offer: Offer, request: Request, name: string): Step {
  if (!isOpen(offer, scene.turn.at)) return offerOver(scene, state, offer);
  const named: Request = { ...request, details: { ...request.details, otherBuyer: name.slice(0, 200) } };
  return supersede(scene, { ...state, waiting: undefined }, offer, named, 'changed');
}

/** No order in the chat: the offer ends as "prüfen lassen", the ticket says why. */
function toAgent(scene: Scene, state: DialogState, offer: Offer, request: Request, said: string): Step {
  const noted: Request = { ...request, state: 'ticketed', details: { ...request.details, otherBuyer: said.slice(0, 200) } };
  const made = ticketFor(scene, noted);
  const draft = ledgerDraft(scene, 'reviewRequested', offer, { ticketNumber: made.ticket.number });
  const ledger = { ...draft, facts: { ...draft.facts, otherBuyer: true }, personal: { ...draft.personal, otherBuyer: said } };
  const effects: Effect[] = [
    { kind: 'decideOffer', offer, to: 'reviewRequested', at: scene.turn.at, ledger },
    ...timersOff(offer),
    { kind: 'saveRequest', request: noted },
    made.effect,
  ];
  const idle = { ...state, waiting: undefined, misunderstood: 0 };
  return finish(say(idle, [receipt(made.ticket, [phrase('offer.otherBuyer')])], effects));
}

function ticketFor(scene: Scene, request: Request): { ticket: Ticket; effect: Effect } {
  const existing = scene.facts.tickets.find((candidate) => candidate.requestId === request.id);
  const coverage = request.assessment?.finality === 'final' ? 'billable' : 'undecided';
  if (!existing) return newTicket(scene, request, { state: 'new', coverage });
  const line = { kind: 'detail', author: 'customer', text: writtenTexts(scene)['offer.otherBuyerLine'] } as const;
  return changeTicket(scene, existing, { state: 'new', coverage }, [line], 'customer');
}
