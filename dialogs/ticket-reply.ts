/** "Antworten": asks for the customer's words for the ticket. */
import { phrase } from '../src/content/text-keys.ts';
import { mayActForCustomer } from '../src/domain/identity.ts';
import { caseOf, isOver } from './case.ts';
import type { DialogState } from './state.ts';
import { type Scene, type Step, say, text } from './step.ts';

export function askForReply(scene: Scene, state: DialogState, requestId: string): Step {
  const found = caseOf(scene, requestId);
  if (!found?.ticket || !mayActForCustomer(scene.turn.principal, found.request))
    return say(state, [text(phrase('customer.refused.notYours'))]);
  if (isOver(found.ticket)) return say(state, [text(phrase('customer.refused.over'))]);
  const words = phrase('ticket.askReply', { number: found.ticket.number });
  return say({ ...state, waiting: { for: 'ticketReply', requestId } }, [{ kind: 'text', phrases: [words], expectsInput: true }]);
}
