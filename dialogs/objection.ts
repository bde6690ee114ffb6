/** The customer's objection to a person's classing: once, with a reason, and nothing is billed until it is decided. */
import { phrase } from '../src/content/text-keys.ts';
import type { CustomerRefusal } from '../src/domain/agent-action.ts';
import type { Effect } from '../src/domain/effect.ts';
import { mayActForCustomer } from '../src/domain/identity.ts';
import { judgeObjection, type Objection } from '../src/domain/objection.ts';
import { type Case, caseOf } from './case.ts';
import { requestLedger } from './request-ledger.ts';
import type { DialogState } from './state.ts';
import { type Scene, type Step, say, text } from './step.ts';
import { changeTicket } from './ticket-change.ts';

const codes = {
  notFinal: 'notFinal',
  covered: 'covered',
  running: 'objectionRunning',
  decided: 'objectionDecided',
  over: 'over',
} as const;

/** Why this person may not object to this request now. */
export function objectionRefusal(scene: Scene, { request, ticket, objection }: Case): CustomerRefusal | undefined {
  if (!mayActForCustomer(scene.turn.principal, request)) return 'notYours';
  const verdict = judgeObjection(request, ticket, objection);
  return verdict === 'possible' ? undefined : codes[verdict];
}

/** The press on "Einwand erheben": asks for the reason. */
export function askForObjection(scene: Scene, state: DialogState, requestId: string): Step {
  const found = caseOf(scene, requestId);
  const code = found ? objectionRefusal(scene, found) : 'notYours';
  if (code) return say(state, [text(phrase(`customer.refused.${code}`))]);
  const waiting = { for: 'objection', requestId } as const;
  return say({ ...state, waiting }, [{ kind: 'text', phrases: [phrase('objection.ask')], expectsInput: true }]);
}

/** Records the objection. The caller has checked that it is possible. */
export function raise(scene: Scene, state: DialogState, found: Case, reason: string): Step {
  const { request, ticket, orderedOffer, openOffer, order } = found;
  const { turn } = scene;
  if (!ticket) return say(state, []);
  const words = reason.trim().slice(0, 4000);
  const objection: Objection = {
    id: turn.ids.id(),
    requestId: request.id,
    conversationId: request.conversationId,
    ticketId: ticket.id,
    raisedBy: turn.principal.id,
    raisedByName: turn.principal.name ?? '',
    reason: words,
    raisedAt: turn.at,
    againstAgent: request.assessment?.agentId ?? '',
    state: 'open',
    version: 0,
  };
  const about = { request, ticket, offer: orderedOffer ?? openOffer, order };
  const effects: Effect[] = [
    { kind: 'raiseObjection', objection, ledger: requestLedger(scene, 'objected', about, {}, { reason: words }) },
    changeTicket(scene, ticket, {}, [{ kind: 'objection', author: 'customer', text: words }], 'customer').effect,
  ];
  const said = [phrase('objection.raised', { number: ticket.number }), phrase('objection.untilThen')];
  return say(state, [{ kind: 'text', phrases: said, important: true }], effects);
}
