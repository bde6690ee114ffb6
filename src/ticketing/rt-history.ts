/** The history of a ticket in Request Tracker. Internal comments stand in it like any other line: each is marked. */
import type { SystemEvent } from '../domain/ticketing.ts';
import type { Http } from './http.ts';
import { plainText } from './plain-text.ts';
import { read } from './read-answer.ts';
import { type RtTransaction, rtAttachments, rtHistory } from './rt-answers.ts';

const perPage = 100;
const kinds: Readonly<Record<string, Pick<SystemEvent, 'kind' | 'visibility'>>> = {
  Create: { kind: 'message', visibility: 'public' },
  Correspond: { kind: 'message', visibility: 'public' },
  Comment: { kind: 'message', visibility: 'internal' },
  Status: { kind: 'status', visibility: 'public' },
};

/** Out: lines later than `after`, oldest first, with texts. `requesters` are the ticket's own people. */
export async function rtEvents(http: Http, id: string, who: Who, after?: string): Promise<SystemEvent[]> {
  const lines = (await transactions(http, id))
    .filter((line) => line.Type in kinds && (after === undefined || Number(line.id) > Number(after)))
    .sort((a, b) => Number(a.id) - Number(b.id));
  const texts = lines.some((line) => kinds[line.Type]?.kind === 'message') ? await textsOf(http, id) : new Map<string, string>();
  return lines.map((line) => eventOf(line, who, texts.get(line.id)));
}

async function transactions(http: Http, id: string): Promise<RtTransaction[]> {
  const fields = 'Type,Creator,Created,Field,OldValue,NewValue';
  return allPages(
    async (page) =>
      read(rtHistory, (await http({ method: 'GET', path: `/ticket/${id}/history`, query: page(fields) })).body, 'history').items,
  );
}

/** What RT's own editor writes is HTML and nothing else; what comes by mail has both. */
const anyText = JSON.stringify([{ field: 'ContentType', operator: 'STARTSWITH', value: 'text/' }]);

/** The words by the id of their line, in one request for all: attachments without a file name. */
async function textsOf(http: Http, id: string): Promise<Map<string, string>> {
  const fields = 'ContentType,Filename,TransactionId,Content';
  const path = `/ticket/${id}/attachments`;
  const items = await allPages(
    async (page) =>
      read(rtAttachments, (await http({ method: 'GET', path, query: [...page(fields), ['query', anyText]] })).body, 'attachments').items,
  );
  const texts = new Map<string, string>();
  // The first plain text of a line wins over its HTML.
  for (const kind of ['text/html', 'text/plain'])
    for (const item of items.toReversed())
      if (item.ContentType === kind && !item.Filename && item.Content) texts.set(item.TransactionId, wordsOf(kind, item.Content));
  return texts;
}

const wordsOf = (kind: string, content: string): string => (kind === 'text/html' ? plainText(content) : content.replaceAll('\r\n', '\n'));

type PageQuery = (fields: string) => readonly (readonly [string, string])[];

/** RT does not say how many there are: a page that is not full is the last. */
async function allPages<T>(load: (page: PageQuery) => Promise<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for (let number = 1; ; number += 1) {
    const items = await load((fields) => [
      ['fields', fields],
      ['per_page', String(perPage)],
      ['page', String(number)],
    ]);
    all.push(...items);
    if (items.length < perPage) return all;
  }
}

type Who = { readonly botUser: string; readonly requesters: readonly string[] };

function eventOf(line: RtTransaction, { botUser, requesters }: Who, text: string | undefined): SystemEvent {
  const { kind, visibility } = kinds[line.Type] ?? { kind: 'message', visibility: 'internal' };
  const author = line.Creator.id === botUser ? 'us' : requesters.includes(line.Creator.id) ? 'requester' : 'agent';
  const event = { id: line.id, at: Date.parse(line.Created), kind, visibility, author } as const;
  if (kind === 'status') return { ...event, from: line.OldValue ?? undefined, to: line.NewValue ?? undefined };
  return text === undefined ? event : { ...event, text };
}
