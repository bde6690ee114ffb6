/** A disputed invoice of the support: nothing the assistant can settle, so a human is offered first. */
import { phrase } from '../src/content/text-keys.ts';
import type { DialogState } from './state.ts';
import { type Scene, type Step, say } from './step.ts';
import { humanChoice, ticketChoice } from './topics.ts';

const ourInvoice =
  /\b(ihre|ihrer|eure|eurer|diese|dieser) (support-?|letzte |neue )?(ab)?rechnung\b|\b(support|service)-?rechnung\b|\b(your|this|that) (support |last |latest |new )?(invoice|bill)\b|\bsupport (invoice|bill)\b/i;
const disputes =
  /\b(stimmt (so )?nicht|falsch|zu hoch|nicht einverstanden|reklamier\w*|beanstand\w*|widersprech\w*|unberechtigt|zahle? (ich|wir) nicht|(is|are|was) (wrong|incorrect|too high|not (right|correct|justified))|disagree|dispute|unjustified|(will not|won['’]?t|refuse to|not going to) pay)\b/i;
const neverOrdered =
  /\brechnung\b.{0,80}\b(nie|nicht) (beauftragt|bestellt)\b|\b(nie|nicht) (beauftragt|bestellt)\b.{0,80}\brechnung\b|\b(invoice|bill|billed|charged)\b.{0,80}\b(never|not|didn['’]?t) order(ed)?\b|\b(never|not|didn['’]?t) order(ed)?\b.{0,80}\b(invoice|bill|billed|charged)\b/i;

/** True for words that dispute an invoice of the support; invoices inside the customer's own software are cases. */
export function isBillingDispute(words: string): boolean {
  return neverOrdered.test(words) || (ourInvoice.test(words) && disputes.test(words));
}

/** Out: the offer of a human for such words, else nothing. */
export function billingDispute(_scene: Scene, state: DialogState, words: string): Step | undefined {
  if (!isBillingDispute(words)) return undefined;
  const human = { ...humanChoice, action: { kind: 'errand', errand: 'human', reason: 'billingDispute' } } as const;
  return say(state, [{ kind: 'text', phrases: [phrase('handoff.billingDispute')], choices: [human, ticketChoice], expectsInput: true }]);
}
