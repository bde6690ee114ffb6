/** "Auftrag stornieren", "Einwand": typed words show the button that does it; words alone change nothing about an order. */
import { phrase } from '../src/content/text-keys.ts';
import { isActive } from '../src/domain/order.ts';
import { caseOf } from './case.ts';
import { askForObjection, objectionRefusal } from './objection.ts';
import type { DialogState } from './state.ts';
import { type Scene, type Step, say, text } from './step.ts';

const withdrawWords =
  /\b(auftrag|beauftragung|bestellung)\b.{0,30}\b(zurückzieh\w*|zurücknehm\w*|zurückgenommen|stornier\w*|widerruf\w*|rückgängig|kündig\w*)\b|\b(storniere|widerrufe|kündige)\w*\b.{0,30}\bauftrag\b|\b(withdraw|cancel|revoke|undo|take back)\b.{0,30}\b(my|our|the|this|that) order\b/i;
const objectWords =
  /^(ich (möchte|will) )?(gegen die einordnung )?(einwand|einspruch|widerspruch)( erheben| einlegen)?( gegen .{0,40})?[.!]?$|^(i (want|would like|wish) to )?((raise|file|make) an objection|object|objection)( (to|against) .{0,40})?[.!]?$/i;

/** Out: the step for such words when there is something they can mean, else nothing. */
export function customerWords(scene: Scene, state: DialogState, words: string): Step | undefined {
  if (words.length > 200) return undefined;
  if (withdrawWords.test(words)) return withdrawal(scene, state);
  return objectWords.test(words.trim()) ? objection(scene, state) : undefined;
}

function withdrawal(scene: Scene, state: DialogState): Step | undefined {
  const order = scene.facts.orders.find(isActive);
  if (!order) return scene.facts.orders.length > 0 ? say(state, [text(phrase('customer.refused.noOrder'))]) : undefined;
  const withdraw = { title: phrase('button.withdrawOrder'), action: { kind: 'withdrawOrder', requestId: order.requestId } } as const;
  return say(state, [{ kind: 'text', phrases: [phrase('order.withdrawHow')], choices: [withdraw] }]);
}

function objection(scene: Scene, state: DialogState): Step | undefined {
  const possible = scene.facts.requests.find((request) => {
    const found = caseOf(scene, request.id);
    return found && objectionRefusal(scene, found) === undefined;
  });
  return possible && askForObjection(scene, state, possible.id);
}
