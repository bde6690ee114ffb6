/** Tickets as people see them: the summary before sending, the receipt with the number, the list with states. */
import type { Reply } from '../../dialogs/reply.ts';
import type { Knowledge } from '../content/knowledge.ts';
import type { MessageContent } from '../domain/message.ts';
import type { Request } from '../domain/request.ts';
import { consultantsCategory, isForConsultants, type Ticket } from '../domain/ticket.ts';
import type { Buttons, RenderContext } from './buttons.ts';
import { card, heading, openUrl, paragraph, pressAction, row } from './card-parts.ts';
import { moment } from './format.ts';
import { escapeMarkdown, words } from './words.ts';

type Line = readonly [label: string, value: string];

const schema = 'https://schema.support-lotse.dev/ticket';

const bullets = (lines: readonly Line[]): string => lines.map(([label, value]) => `${label}: ${escapeMarkdown(value)}`).join('\n');

/** In: a product's id. Out: its name as people know it; says so where it was not stated. */
export function productOf(knowledge: Knowledge, product: string | undefined): string {
  return knowledge.products.find((candidate) => candidate.id === product)?.name ?? knowledge.texts['product.unknown'];
}

function urgencyOf(knowledge: Knowledge, urgency: string | undefined): string | undefined {
  return urgency === undefined ? undefined : knowledge.texts[`urgency.${urgency as 'normal'}`];
}

const filled = (lines: readonly (readonly [string, string | undefined])[]): Line[] =>
  lines.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [[label, value] as const]));

const isOnSite = ({ label }: Request): boolean => label === consultantsCategory;

/** What will be sent, line by line. */
export function summaryLines(knowledge: Knowledge, request: Request): Line[] {
  const { texts } = knowledge;
  const { details, assessment } = request;
  return filled([
    [texts['field.subject'], request.subject],
    [texts['field.description'], request.description === request.subject ? undefined : request.description],
    [texts['field.product'], productOf(knowledge, request.facts.product)],
    [texts['field.coverage'], isOnSite(request) ? undefined : texts[`coverageName.${assessment?.coverage ?? 'undecided'}`]],
    [texts['field.errorText'], details.errorText],
    [texts['field.urgency'], urgencyOf(knowledge, details.urgency)],
    [texts['field.contactName'], details.contactName],
    [texts['field.contactEmail'], details.contactEmail],
    [texts['field.company'], details.company],
    [texts['field.attachments'], details.attachments?.length ? String(details.attachments.length) : undefined],
  ]);
}

export function summaryContent(reply: Extract<Reply, { kind: 'ticketSummary' }>, context: RenderContext, buttons: Buttons): MessageContent {
  const { knowledge, channel } = context;
  const lines = summaryLines(knowledge, reply.request);
  const intro = reply.phrases.map((phrase) => words(knowledge, phrase));
  const title = knowledge.texts[isOnSite(reply.request) ? 'onSite.summaryTitle' : 'ticket.summaryTitle'];
  const body = [heading(title), ...intro.map(paragraph), ...lines.map(([label, value]) => row(label, value))];
  const actions = buttons.addChoices(reply.choices).map((button) => pressAction(channel, button));
  return { text: [title, bullets(lines), ...intro].join('\n\n'), card: card(body, actions, knowledge.language) };
}

/** What happens next with a ticket, and with whom it lies. */
export function nextWords({ texts }: Knowledge, ticket: Pick<Ticket, 'category' | 'state'>): string {
  if (isForConsultants(ticket) && (ticket.state === 'new' || ticket.state === 'open')) return texts['onSite.next'];
  return texts[`stateNext.${ticket.state}`];
}

/** What a ticket says of itself: number, subject, state and what happens next. */
export function ticketLines(knowledge: Knowledge, ticket: Ticket): Line[] {
  const { texts } = knowledge;
  return filled([
    [texts['ticket.number'], ticket.number],
    [texts['field.subject'], ticket.subject],
    [texts['field.product'], productOf(knowledge, ticket.product)],
    [texts['field.state'], texts[`state.${ticket.state}`]],
    [texts['field.coverage'], isForConsultants(ticket) ? undefined : texts[`coverageName.${ticket.coverage}`]],
    [texts['ticket.next'], nextWords(knowledge, ticket)],
  ]);
}

export function receiptContent(reply: Extract<Reply, { kind: 'ticketReceipt' }>, context: RenderContext, buttons: Buttons): MessageContent {
  const { knowledge, publicUrl } = context;
  const { texts } = knowledge;
  const { ticket, order } = reply;
  const lines = ticketLines(knowledge, ticket);
  const intro = reply.phrases.map((phrase) => words(knowledge, phrase));
  const links: Line[] = [
    [texts['ticket.portalLink'], `${publicUrl}/portal/tickets/${ticket.number}`],
    ...(order ? [[texts['order.receiptLink'], `${publicUrl}/portal/orders/${order.id}/receipt`] as const] : []),
  ];
  const body = [...intro.map(paragraph), ...lines.map(([label, value], index) => row(label, value, index === 0))];
  const linkText = links.map(([label, url]) => `${label}: ${url}`).join('\n');
  const quick = buttons.addChoices(reply.choices);
  return {
    text: [...intro, bullets(lines), linkText].join('\n\n'),
    card: card(
      body,
      links.map(([label, url]) => openUrl(label, url)),
      knowledge.language,
    ),
    ...(quick.length > 0 ? { buttons: quick } : {}),
    entities: [{ type: schema, id: ticket.number, state: ticket.state }],
  };
}

export function ticketListContent(reply: Extract<Reply, { kind: 'ticketList' }>, context: RenderContext): MessageContent {
  const { knowledge } = context;
  const { texts } = knowledge;
  const intro = reply.phrases.map((phrase) => words(knowledge, phrase));
  const blocks = reply.tickets.map((ticket) => {
    const line = `${ticket.number} · ${escapeMarkdown(ticket.subject)}`;
    return `${line}\n${texts[`state.${ticket.state}`]}. ${nextWords(knowledge, ticket)} (${moment(ticket.updatedAt, knowledge.language)})`;
  });
  const entities = reply.tickets.map((ticket) => ({ type: schema, id: ticket.number, state: ticket.state }));
  return { text: [...intro, ...blocks].join('\n\n'), entities };
}
