/** A support agent's action on a request: checked once for right and freshness, then decided in the file of its errand. */
import type { AgentAction } from '../../src/domain/agent-action.ts';
import { mayWorkOn } from '../../src/domain/identity.ts';
import { never } from '../../src/domain/vocabulary.ts';
import { type Case, caseOf } from '../case.ts';
import type { DialogState } from '../state.ts';
import { refuse, type Scene, type Step } from '../step.ts';
import { classify } from './classify.ts';
import { addEffort } from './effort.ts';
import { changeFields } from './fields.ts';
import { decideObjection } from './objection.ts';
import { cancelOrder, confirmOrder, fulfilOrder } from './order.ts';
import { retractOffer } from './retract.ts';
import { note, reply, setState } from './ticket.ts';

/** In: the facts and an agent's action. Out: what changes and what the customer reads, or the reason why nothing does. */
export function agentActs(scene: Scene, state: DialogState, action: AgentAction): Step {
  if (!mayWorkOn(scene.turn.principal)) return refuse(state, 'notAllowed');
  const found = caseOf(scene, action.requestId);
  if (!found || found.request.conversationId !== scene.turn.conversationId) return refuse(state, 'unknown');
  if (action.seenVersion !== undefined && action.seenVersion !== found.request.version) return refuse(state, 'stale');
  return act(scene, state, found, action);
}

function act(scene: Scene, state: DialogState, found: Case, action: AgentAction): Step {
  switch (action.kind) {
    case 'classify':
      return classify(scene, state, found, action);
    case 'retractOffer':
      return retractOffer(scene, state, found, action);
    case 'confirmOrder':
      return confirmOrder(scene, state, found, action.orderId);
    case 'cancelOrder':
      return cancelOrder(scene, state, found, action);
    case 'fulfilOrder':
      return fulfilOrder(scene, state, found, action.orderId);
    case 'addEffort':
      return addEffort(scene, state, found, action);
    case 'changeFields':
      return changeFields(scene, state, found, action.changes);
    case 'setTicketState':
      return setState(scene, state, found, action.to);
    case 'reply':
      return reply(scene, state, found, action.text);
    case 'note':
      return note(scene, state, found, action.text);
    case 'decideObjection':
      return decideObjection(scene, state, found, action);
    default:
      return never(action);
  }
}
