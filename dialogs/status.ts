/** "Was ist mit meinem Ticket?": only for tickets the person may see. */
import { phrase } from '../src/content/text-keys.ts';
import { isVerifiedCustomer } from '../src/domain/identity.ts';
import { findTicketNumber } from '../src/domain/ticket.ts';
import type { DialogState } from './state.ts';
import { type Scene, type Step, say } from './step.ts';
import { humanChoice, ticketChoice } from './topics.ts';

/** The named ticket, or the newest ones; says so when there is none or the person is not signed in. */
export function status(scene: Scene, state: DialogState, words: string): Step {
  const number = findTicketNumber(words);
  const visible = scene.facts.ownTickets;
  const choices = [ticketChoice, humanChoice];
  if (number) {
    const named = visible.filter((ticket) => ticket.number === number);
    if (named.length > 0) return say(state, [{ kind: 'ticketList', tickets: named, phrases: [phrase('status.one')] }]);
    return say(state, [{ kind: 'text', phrases: [phrase('status.notFound', { number })], choices }]);
  }
  if (visible.length > 0) return say(state, [{ kind: 'ticketList', tickets: visible, phrases: [phrase('status.list')] }]);
  const words_ = isVerifiedCustomer(scene.turn.principal) ? phrase('status.none') : phrase('status.signIn');
  return say(state, [{ kind: 'text', phrases: [words_], choices }]);
}
