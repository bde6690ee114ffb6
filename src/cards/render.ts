/** From a reply to the message that is stored and delivered: complete text, card, buttons, entities. Pure. */
import type { Choice, Reply } from '../../dialogs/reply.ts';
import type { Knowledge } from '../content/knowledge.ts';
import { germanOf } from '../content/knowledge-in.ts';
import type { Phrase } from '../content/text-keys.ts';
import type { Action } from '../domain/action.ts';
import type { SaidFile } from '../domain/handoff-action.ts';
import type { Button, JsonObject, MessageContent } from '../domain/message.ts';
import { never } from '../domain/vocabulary.ts';
import { Buttons, type RenderContext } from './buttons.ts';
import { offerContent } from './offer-card.ts';
import { offerSummary } from './offer-summary.ts';
import { receiptContent, summaryContent, ticketListContent } from './ticket-cards.ts';
import { escapeMarkdown, words } from './words.ts';

export interface Rendered {
  readonly content: MessageContent;
  readonly actions: readonly Action[];
  /** Repeating it after an unknown outcome is right. */
  readonly important: boolean;
}

const importantKinds: readonly Reply['kind'][] = ['offer', 'offerSummary', 'ticketReceipt', 'handoffNotice', 'agentMessage'];

const schema = 'https://schema.support-lotse.dev';

/** In: a reply and where it will stand. Out: what is stored and shown there. */
export function render(reply: Reply, context: RenderContext): Rendered {
  const buttons = new Buttons(context);
  const content = withUnderstanding(contentOf(reply, context, buttons), reply);
  const important = importantKinds.includes(reply.kind) || (reply.kind === 'text' && reply.important === true);
  return { content, actions: buttons.actions, important };
}

function contentOf(reply: Reply, context: RenderContext, buttons: Buttons): MessageContent {
  const { knowledge } = context;
  switch (reply.kind) {
    case 'text':
      return {
        text: textWithPage(reply, context),
        ...quick(buttons, reply.choices),
        expectsInput: reply.expectsInput,
        ...(reply.personalChat ? { personalChat: knowledge.texts['group.personalLink'] } : {}),
      };
    case 'answer':
      return { text: answerText(knowledge, reply.faqId, reply.notes), ...quick(buttons, reply.choices) };
    case 'offer':
      return offerContent(reply, { ...context, knowledge: germanOf(knowledge) }, buttons);
    case 'offerSummary':
      return { text: offerSummary(knowledge, reply) };
    case 'ticketSummary':
      return summaryContent(reply, context, buttons);
    case 'ticketReceipt':
      return receiptContent(reply, context, buttons);
    case 'ticketList':
      return ticketListContent(reply, context);
    case 'agentMessage':
      return {
        text: escapeMarkdown(reply.text),
        authorName: reply.agentName,
        ...(reply.files && reply.files.length > 0 && { attachments: reply.files.map(attachmentOf) }),
        ...quick(buttons, reply.choices),
      };
    case 'handoffNotice':
      return {
        text: paragraphs(knowledge, reply.phrases),
        ...quick(buttons, reply.choices),
        entities: [{ type: `${schema}/handoff`, id: reply.id, state: reply.state }],
      };
    default:
      return never(reply);
  }
}

/** As uploads are kept with messages: the address is made when it is shown. */
const attachmentOf = ({ id, name, contentType, bytes }: SaidFile): JsonObject => ({ contentType, name, uploadId: id, bytes });

function quick(buttons: Buttons, choices: readonly Choice[] | undefined): { buttons?: readonly Button[] } {
  const added = buttons.addChoices(choices);
  return added.length > 0 ? { buttons: added } : {};
}

function textWithPage({ phrases, page }: Extract<Reply, { kind: 'text' }>, { knowledge, publicUrl }: RenderContext): string {
  const said = paragraphs(knowledge, phrases);
  return page ? `${said}\n\n[${words(knowledge, page.label)}](${publicUrl}${page.path})` : said;
}

export function paragraphs(knowledge: Knowledge, phrases: readonly Phrase[]): string {
  return phrases.map((phrase) => words(knowledge, phrase)).join('\n\n');
}

function answerText(knowledge: Knowledge, faqId: string, notes: readonly Phrase[]): string {
  const entry = knowledge.faq.find((candidate) => candidate.id === faqId);
  if (!entry) return paragraphs(knowledge, notes);
  const clauses = entry.clauses.length > 0 ? [`[${entry.clauses.join(', ')}]`] : [];
  return [entry.answer.trim(), ...clauses, ...notes.map((phrase) => words(knowledge, phrase))].join('\n\n');
}

function withUnderstanding(content: MessageContent, reply: Reply): MessageContent {
  const clauses = reply.kind === 'text' && reply.clauses ? reply.clauses : (reply.understanding?.clauses ?? []);
  if (!reply.understanding) return content;
  const { label, confidence } = reply.understanding;
  const entity: JsonObject = { type: `${schema}/understanding`, label, confidence: Math.round(confidence * 1000) / 1000, clauses };
  return { ...content, entities: [...(content.entities ?? []), entity] };
}
