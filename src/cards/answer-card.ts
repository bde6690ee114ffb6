/** Cards people share in Teams: an answer with its clause, a ticket with its state. Nothing of a customer is on them. */

import type { FaqEntry } from '../content/knowledge.ts';
import { fill, type Knowledge } from '../content/knowledge.ts';
import type { JsonObject } from '../domain/message.ts';
import type { Ticket } from '../domain/ticket.ts';
import { card, heading, paragraph, row } from './card-parts.ts';
import { ticketLines } from './ticket-cards.ts';

const adaptive = 'application/vnd.microsoft.card.adaptive';
const thumbnail = 'application/vnd.microsoft.card.thumbnail';
const excerptLength = 140;

/** In: an answer. Out: the card, with what stands in a list of results. */
export function answerAttachment({ texts, language }: Knowledge, { question, answer, clauses }: FaqEntry): JsonObject {
  const source =
    clauses.length > 0 ? [{ ...paragraph(fill(texts['teams.card.clauses'], { clauses: clauses.join(', ') })), isSubtle: true }] : [];
  return attachment(card([heading(question), paragraph(answer.trim()), ...source], [], language), question, plainExcerpt(answer));
}

/** In: a ticket. Out: number, subject, state and provisional classing, as staff share them. */
export function ticketAttachment(knowledge: Knowledge, ticket: Ticket): JsonObject {
  const lines = ticketLines(knowledge, ticket);
  const body = lines.map(([label, value], index) => row(label, value, index === 0));
  return attachment(card(body, [], knowledge.language), ticket.number, `${ticket.subject} (${knowledge.texts[`state.${ticket.state}`]})`);
}

/** In: a card and the words of its line among results. Out: the attachment with both. */
export function attachment(content: JsonObject, title: string, text: string): JsonObject {
  return { contentType: adaptive, content, preview: { contentType: thumbnail, content: { title: escaped(title), text: escaped(text) } } };
}

function plainExcerpt(markdown: string): string {
  const words = markdown
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_`#>]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words.length <= excerptLength ? words : `${words.slice(0, words.lastIndexOf(' ', excerptLength))} …`;
}

/** Teams reads HTML in a preview. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
