/** What an agent corrects in a ticket: subject, product, topic, urgency; each change stands in the ticket's history. */
import { fill } from '../../src/content/knowledge.ts';
import { topicName } from '../../src/content/topic-name.ts';
import { type AgentRefusal, type AgentTicketField, agentTicketFields, type FieldChanges } from '../../src/domain/agent-action.ts';
import { type Request, type Urgency, urgencies } from '../../src/domain/request.ts';
import { consultantsCategory, isForConsultants, type Ticket } from '../../src/domain/ticket.ts';
import { type CaseLabel, labels } from '../../src/domain/vocabulary.ts';
import { type Case, isOver } from '../case.ts';
import type { DialogState } from '../state.ts';
import { productName, refuse, type Scene, type Step, say } from '../step.ts';
import { changeTicket } from '../ticket-change.ts';

/** Topics a ticket may be given; what the consultants deal with is no support ticket. */
const topics: readonly string[] = labels.filter((label): label is CaseLabel => label.startsWith('case/') && label !== consultantsCategory);

/** In: the case and the changes. Out: ticket and request changed with one line for each field, or why nothing is. */
export function changeFields(scene: Scene, state: DialogState, found: Case, changes: FieldChanges): Step {
  const { ticket, request } = found;
  if (!ticket) return refuse(state, 'ticketMissing');
  if (isOver(ticket)) return refuse(state, 'closed');
  const moved = agentTicketFields.filter((field) => {
    const change = changes[field];
    return change !== undefined && change.to !== fieldOf(ticket, field);
  });
  const code = moved.map((field) => refusal(scene, found, ticket, field, changes)).find((found) => found !== undefined);
  if (code) return refuse(state, code);
  const [first, ...rest] = moved;
  if (first === undefined) return say(state, []);
  const to = Object.fromEntries(moved.map((field) => [field, changes[field]?.to ?? ''])) as Partial<Record<AgentTicketField, string>>;
  const lines = [first, ...rest].map((field) => lineOf(scene, ticket, field, to[field] ?? '')).join('\n');
  const { effect } = changeTicket(scene, ticket, to, [{ kind: 'detail', author: 'agent', text: lines }], 'agent');
  return say(state, [], [{ kind: 'saveRequest', request: corrected(request, to) }, effect]);
}

/** What a field says now; nothing said is ''. */
const fieldOf = (ticket: Ticket, field: AgentTicketField): string => ticket[field] ?? '';

function refusal(
  { knowledge }: Scene,
  { openOffer, order }: Case,
  ticket: Ticket,
  field: AgentTicketField,
  changes: FieldChanges,
): AgentRefusal | undefined {
  const { seen = '', to = '' } = changes[field] ?? {};
  if (seen !== fieldOf(ticket, field)) return 'fieldsMoved';
  switch (field) {
    case 'product':
      if (!knowledge.products.some(({ id }) => id === to)) return 'fieldUnknown';
      // Its terms name the product they are for.
      return openOffer ? 'offerOpen' : order ? 'orderActive' : undefined;
    case 'category':
      if (ticket.coverage === 'billable') return 'topicOfClassing';
      return topics.includes(to) && !isForConsultants(ticket) ? undefined : 'fieldUnknown';
    case 'urgency':
      return (urgencies as readonly string[]).includes(to) ? undefined : 'fieldUnknown';
    default:
      return undefined;
  }
}

/** The request says the same: later offers and words to the customer are made from it. */
function corrected(request: Request, { subject = request.subject, product, urgency }: Partial<Record<AgentTicketField, string>>): Request {
  return {
    ...request,
    subject,
    facts: product === undefined ? request.facts : { ...request.facts, product },
    details: urgency === undefined ? request.details : { ...request.details, urgency: urgency as Urgency },
  };
}

function lineOf(scene: Scene, ticket: Ticket, field: AgentTicketField, to: string): string {
  const { texts } = scene.knowledge;
  const name = field === 'category' ? texts['desk.field.topic'] : texts[`field.${field}`];
  const from = wordsOf(scene, field, fieldOf(ticket, field));
  return fill(texts['desk.field.line'], { field: name, from, to: wordsOf(scene, field, to) });
}

function wordsOf(scene: Scene, field: AgentTicketField, value: string): string {
  const { texts, rates } = scene.knowledge;
  if (value === '') return texts['desk.field.none'];
  if (field === 'product') return productName(scene, value);
  if (field === 'category') return rates.categories.find(({ id }) => id === value)?.name ?? topicName(scene.knowledge, value as CaseLabel);
  return field === 'urgency' && (urgencies as readonly string[]).includes(value) ? texts[`urgency.${value as Urgency}`] : value;
}
