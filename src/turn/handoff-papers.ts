/** What a hand-off takes along: the summary for the agent, and the conversation for the ticket it becomes. Made from what is stored, in the turn's commit. */
import type { Knowledge } from '../content/knowledge.ts';
import type { Effect } from '../domain/effect.ts';
import { summarise, transcriptOf, type WordsRead } from '../domain/handoff-summary.ts';
import type { StoredMessage } from '../domain/message.ts';
import type { Request } from '../domain/request.ts';
import type { Entities, Understanding } from '../understanding/types.ts';

/** So many of the newest messages are looked at. */
export const mostPapers = 300;

/** True when the turn's effects need the conversation's messages. */
export function needsPapers(effects: readonly Effect[]): boolean {
  return effects.some((effect) => effect.kind === 'requestHandoff' || ('withTranscript' in effect && effect.withTranscript === true));
}

export interface Papers {
  /** In order, the turn's own incoming message last. */
  readonly messages: readonly StoredMessage[];
  readonly requests: readonly Request[];
  readonly understanding: Understanding;
  readonly texts: Knowledge['texts'];
}

/** In: the turn's effects. Out: the same, hand-offs with their summary and tickets with the transcript. */
export function withPapers(effects: readonly Effect[], papers: Papers): readonly Effect[] {
  const { texts, messages } = papers;
  const speakers = {
    customer: texts['handoff.speakers.customer'],
    bot: texts['handoff.speakers.bot'],
    agent: texts['handoff.speakers.agent'],
  };
  const transcript = `${texts['handoff.transcript']}\n${transcriptOf(messages, speakers)}`;
  return effects.map((effect) => {
    switch (effect.kind) {
      case 'requestHandoff':
        return { ...effect, handoff: { ...effect.handoff, summary: summaryOf(effect.handoff.requestId, effects, papers) } };
      case 'createTicket':
        return effect.withTranscript ? ticketWith(effect, transcript) : effect;
      case 'changeTicket':
        return effect.withTranscript
          ? { ...effect, events: effect.events.map((event) => (event.text === '' ? { ...event, text: transcript } : event)) }
          : effect;
      default:
        return effect;
    }
  });
}

type CreateTicket = Extract<Effect, { kind: 'createTicket' }>;

function ticketWith(effect: CreateTicket, transcript: string): CreateTicket {
  const body = `${effect.ticket.body}\n\n${transcript}`;
  const events = effect.events.map((event) => (event.kind === 'created' ? { ...event, text: body } : event));
  return { ...effect, ticket: { ...effect.ticket, body }, events };
}

function summaryOf(requestId: string, effects: readonly Effect[], { messages, requests, understanding }: Papers) {
  const saved = effects.findLast((effect) => effect.kind === 'saveRequest' && effect.request.id === requestId);
  const request = saved?.kind === 'saveRequest' ? saved.request : requests.find(({ id }) => id === requestId);
  return summarise(messages, request, read(messages, request, understanding));
}

const mostRead = 8;

/** What the understanding the bot runs reads out of the customer's words. */
function read(messages: readonly StoredMessage[], request: Request | undefined, understanding: Understanding): WordsRead {
  const said = messages.filter(({ direction, content }) => direction === 'in' && content.text.trim() !== '').slice(-mostRead);
  const entities = said.map(({ content }) => understanding.understand(content.text).entities);
  const all = (kind: keyof Entities): readonly string[] => [...new Set(entities.flatMap((found) => found[kind]))];
  const evidence = request && request.description !== '' ? understanding.understand(request.description).evidence : [];
  return {
    evidence,
    entities: {
      products: all('products'),
      errorCodes: all('errorCodes'),
      ticketNumbers: all('ticketNumbers'),
      emails: all('emails'),
      customerNumbers: all('customerNumbers'),
    },
  };
}
