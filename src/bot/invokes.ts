/** Invokes of Teams other than card presses: search and action command of the message extension, forms, links to our pages. */
import { answerAttachment, ticketAttachment } from '../cards/answer-card.ts';
import type { Knowledge } from '../content/knowledge.ts';
import { knowledgeIn } from '../content/knowledge-in.ts';
import { mayLookUpCustomers, type Principal } from '../domain/identity.ts';
import type { JsonObject } from '../domain/message.ts';
import { findTicketNumber } from '../domain/ticket.ts';
import type { IncomingActivity } from './activity-schema.ts';
import { clientLanguage } from './address.ts';
import { conversationId } from './arrival.ts';
import { dialogMessage, resultMessage, results } from './invoke-answers.ts';
import { commandSchema, linkSchema, openSchema, querySchema, submitSchema } from './invoke-schemas.ts';
import { plainMessage } from './plain-message.ts';
import { createStaffForms, type FormActor, type StaffFormsParts } from './staff-forms.ts';

export interface InvokesParts extends StaffFormsParts {
  /** Ids of the answers that fit the words, best first. */
  readonly searchAnswers: (words: string) => readonly string[];
  readonly publicUrl: () => string;
}

/** In: a checked invoke, who sent it and when. Out: the body of its answer; nothing for an invoke nobody handles here. */
export type Invokes = (activity: IncomingActivity, principal: Principal, at: number) => Promise<JsonObject | undefined>;

const mostResults = 10;

export function createInvokes(parts: InvokesParts): Invokes {
  const { store, knowledge, publicUrl } = parts;
  const forms = createStaffForms(parts);
  const wordsFor = ({ language }: FormActor): Knowledge => knowledgeIn(knowledge(), language);
  const broken = (actor: FormActor): JsonObject => dialogMessage(wordsFor(actor).texts['teams.form.broken']);

  async function query(value: unknown, actor: FormActor): Promise<JsonObject> {
    const { texts } = wordsFor(actor);
    const asked = querySchema.safeParse(value);
    if (!asked.success) return resultMessage(texts['teams.search.none']);
    const words = asked.data.parameters
      .map(({ value: word }) => (typeof word === 'string' ? word.slice(0, 500) : ''))
      .join(' ')
      .trim();
    const { skip = 0, count = mostResults } = asked.data.queryOptions ?? {};
    if (asked.data.commandId === 'searchTickets') return tickets(words, actor);
    const found = answers(words, actor).slice(skip, skip + Math.min(count, 25));
    return found.length > 0 ? results(found) : resultMessage(texts['teams.search.none']);
  }

  /** Without words the main topics. */
  function answers(words: string, actor: FormActor): JsonObject[] {
    const spoken = wordsFor(actor);
    const { faq } = spoken;
    const isStart = words === '' || words === 'true';
    const found = isStart
      ? faq.filter(({ main }) => main)
      : parts.searchAnswers(words).flatMap((id) => faq.find((entry) => entry.id === id) ?? []);
    return found.map((entry) => answerAttachment(spoken, entry));
  }

  async function tickets(words: string, actor: FormActor): Promise<JsonObject> {
    const { principal, conversationId: place, at } = actor;
    const spoken = wordsFor(actor);
    const { texts } = spoken;
    if (!mayLookUpCustomers(principal)) return resultMessage(texts['teams.search.staffOnly']);
    if (words.length < 3) return resultMessage(texts['teams.search.moreWords']);
    const found = await store.ticketsMatching(words, mostResults);
    await store.keepLookup({
      at,
      by: principal.id,
      byName: principal.name ?? '',
      organisationId: undefined,
      asked: words,
      conversationId: place,
    });
    return found.length > 0 ? results(found.map((ticket) => ticketAttachment(spoken, ticket))) : resultMessage(texts['teams.search.none']);
  }

  /** A link to a ticket's page shows number, subject and state to staff; other links stay links. */
  async function link(value: unknown, actor: FormActor): Promise<JsonObject> {
    const { principal, conversationId: place, at } = actor;
    const read = linkSchema.safeParse(value);
    const number = read.success ? ticketInLink(read.data.url, publicUrl()) : undefined;
    if (number === undefined || !mayLookUpCustomers(principal)) return results([]);
    const [ticket] = await store.ticketsMatching(number, 1);
    if (!ticket) return results([]);
    await store.keepLookup({
      at,
      by: principal.id,
      byName: principal.name ?? '',
      organisationId: ticket.organisationId,
      asked: number,
      conversationId: place,
    });
    return results([ticketAttachment(wordsFor(actor), ticket)]);
  }

  function command(value: unknown, actor: FormActor): JsonObject {
    const read = commandSchema.safeParse(value);
    if (!read.success || read.data.commandId !== 'createTicket') return broken(actor);
    const body = read.data.messagePayload?.body;
    return forms.openWith(plainMessage(body?.content ?? '', body?.contentType ?? 'html'), actor);
  }

  async function open(value: unknown, actor: FormActor): Promise<JsonObject> {
    const read = openSchema.safeParse(value);
    return read.success ? forms.openByButton(read.data.data.a, actor) : broken(actor);
  }

  async function submit(value: unknown, actor: FormActor, shares: boolean): Promise<JsonObject> {
    const read = submitSchema.safeParse(value);
    return read.success ? forms.submit(read.data.data, actor, shares) : broken(actor);
  }

  return async (activity, principal, at) => {
    const actor = { principal, conversationId: conversationId(activity), at, language: clientLanguage(activity) };
    switch (activity.name) {
      case 'composeExtension/query':
        return query(activity.value, actor);
      case 'composeExtension/queryLink':
        return link(activity.value, actor);
      case 'composeExtension/fetchTask':
        return command(activity.value, actor);
      case 'composeExtension/submitAction':
        return submit(activity.value, actor, true);
      case 'task/fetch':
        return open(activity.value, actor);
      case 'task/submit':
        return submit(activity.value, actor, false);
      default:
        return undefined;
    }
  };
}

/** The ticket that an address of our own pages names. */
function ticketInLink(url: string, publicUrl: string): string | undefined {
  if (!url.startsWith(`${publicUrl}/`)) return undefined;
  const path = /^\/(?:portal|agent)\/tickets\/([\w-]{1,40})(?:[?#].*)?$/.exec(url.slice(publicUrl.length))?.[1];
  return path === undefined ? undefined : findTicketNumber(path);
}
