/** Cards for the agents' channel: a hand-off with its summary, and a ticket that waits for its classing. People's words are text runs, never Markdown. */
import { fill, type Knowledge } from '../content/knowledge.ts';
import type { QueueItem, RequestDetail } from '../domain/agent-ports.ts';
import { isOpenHandoff } from '../domain/handoff.ts';
import type { HandoffDetail, StoredHandoffEvent } from '../domain/handoff-ports.ts';
import type { JsonObject } from '../domain/message.ts';
import { card, heading, openUrl, row } from './card-parts.ts';
import { moment } from './format.ts';

export interface DeskContent {
  readonly card: JsonObject;
  /** The same in words, for notifications. */
  readonly text: string;
}

/** In: a hand-off whole. Out: its card with what is on file, its state, and the button that takes it while it waits. */
export function handoffCard(knowledge: Knowledge, publicUrl: string, { handoff, request, organisation }: HandoffDetail): DeskContent {
  const { texts } = knowledge;
  const { summary, state, reason, acceptedByName, requestedAt } = handoff;
  const standing = texts[`desk.handoff.${state}`];
  const now =
    state === 'accepted' && acceptedByName ? fill(texts['teams.desk.byName'], { what: standing, name: acceptedByName }) : standing;
  const answered = [...new Set(summary?.answered.flatMap(({ clauses }) => clauses) ?? [])];
  const rows = filled([
    [texts['field.state'], now],
    [texts['teams.desk.reason'], texts[`desk.reason.${reason}`]],
    [texts['field.subject'], request.subject],
    [texts['teams.desk.asked'], summary?.asked.slice(-3).join('\n')],
    [texts['field.company'], organisation && `${organisation.name} (${organisation.customerNo})`],
    [texts['field.product'], productName(knowledge, handoff.product)],
    [texts['field.coverage'], classing(knowledge, summary?.classing)],
    [texts['teams.desk.answered'], answered.join(', ')],
    [texts['field.urgency'], summary?.urgency && texts[`urgency.${summary.urgency as 'normal'}`]],
    [texts['teams.desk.since'], moment(requestedAt)],
  ]);
  const waits = isOpenHandoff(handoff) && state !== 'accepted';
  const actions = [
    ...(waits ? [claimAction(texts['teams.desk.claim'], handoff.id)] : []),
    ...(isOpenHandoff(handoff) ? [openUrl(texts['teams.desk.open'], `${publicUrl}/agent/chats/${handoff.id}`)] : []),
  ];
  const title = texts['teams.desk.handoff'];
  return { card: card([heading(title), ...rows], actions), text: `${title}: ${now}` };
}

export type DeskTicket = QueueItem & Pick<RequestDetail, 'offers' | 'orders'>;

/** In: a request without a person's classing, or with one by now, ordered or not. Out: its card with the provisional classing. */
export function classingCard(knowledge: Knowledge, publicUrl: string, detail: DeskTicket): DeskContent {
  const { request, ticket, organisation } = detail;
  const { texts } = knowledge;
  const isOrdered = orderOf(detail)?.state === 'placed';
  const isFinal = request.assessment?.finality === 'final';
  const rows = filled([
    [texts['field.state'], isFinal ? texts['teams.desk.classed'] : texts[`state.${ticket.state}`]],
    [texts['ticket.number'], ticket.number],
    [texts['field.subject'], request.subject],
    [texts['field.description'], request.description === request.subject ? undefined : request.description.slice(0, 600)],
    [texts['field.company'], organisation && `${organisation.name} (${organisation.customerNo})`],
    [texts['field.product'], productName(knowledge, request.facts.product)],
    [texts['field.coverage'], classing(knowledge, request.assessment)],
    [texts['teams.desk.order'], orderedNow(knowledge, detail)],
  ]);
  const title = texts[isOrdered ? 'teams.desk.toConfirm' : 'teams.desk.toClass'];
  const open = openUrl(texts[isOrdered ? 'teams.desk.open' : 'teams.desk.class'], `${publicUrl}/agent/tickets/${ticket.number}`);
  return { card: card([heading(title), ...rows], [open]), text: `${title}: ${ticket.number}` };
}

/** How the newest offer stands, and the order that came of it; a conditional one is to be confirmed. */
function orderedNow({ texts }: Knowledge, detail: DeskTicket): string | undefined {
  const [offer] = detail.offers;
  const order = orderOf(detail);
  if (order) return order.state === 'placed' ? texts['teams.desk.orderPlaced'] : texts[`portal.order.${order.state}`];
  return offer && (offer.state === 'open' ? texts['teams.desk.offerOpen'] : texts[`offerState.${offer.state}`]);
}

const orderOf = ({ offers: [offer], orders }: DeskTicket) => orders.find(({ offerId }) => offerId === offer?.id);

/** One line of a hand-off's history, for the thread below its card. */
export function deskLine({ texts }: Knowledge, { kind, at, byName, by }: StoredHandoffEvent): string {
  const what = texts[`desk.handoff.${kind}`];
  const said = byName && by === 'agent' ? fill(texts['teams.desk.byName'], { what, name: byName }) : what;
  return `${moment(at)}: ${said}`;
}

function claimAction(title: string, handoffId: string): JsonObject {
  const data = { claim: handoffId };
  return { type: 'Action.Execute', verb: 'claim', title, style: 'positive', data, fallback: { type: 'Action.Submit', title, data } };
}

function classing(
  { texts }: Knowledge,
  found: { readonly coverage: string; readonly clauses: readonly string[] } | undefined,
): string | undefined {
  return found && `${texts[`coverageName.${found.coverage as 'covered'}`]} [${found.clauses.join(', ')}]`;
}

function productName({ products, texts }: Knowledge, product: string | undefined): string | undefined {
  return product === undefined ? undefined : (products.find(({ id }) => id === product)?.name ?? texts['product.unknown']);
}

function filled(lines: readonly (readonly [string, string | undefined])[]): JsonObject[] {
  return lines.flatMap(([label, value], index) => (value === undefined || value === '' ? [] : [row(label, value, index === 0)]));
}
