/** The history of a ticket in Request Tracker. Internal comments stand in it like any other line: each is marked. */
import type { SystemEvent } from '../domain/ticketing.ts';
import type { Http } from './http.ts';
import { read } from './read-answer.ts';
import { type RtTransaction, rtAttachment, rtAttachments, rtHistory } from './rt-answers.ts';

const perPage = 100;
const kinds: Readonly<Record<string, Pick<SystemEvent, 'kind' | 'visibility'>>> = {
  Create: { kind: 'message', visibility: 'public' },
  Correspond: { kind: 'message', visibility: 'public' },
  Comment: { kind: 'message', visibility: 'internal' },
  Status: { kind: 'status', visibility: 'public' },
};

/** Out: lines later than `after`, oldest first, with texts. `requesters` are the ticket's own people. */
export async function rtEvents(
  http: Http,
  id: string,
  who: { botUser: string; requesters: readonly string[] },
  after?: string,
): Promise<SystemEvent[]> {
  const lines = (await transactions(http, id))
    .filter((line) => line.Type in kinds && (after === undefined || Number(line.id) > Number(after)))
    .sort((a, b) => Number(a.id) - Number(b.id));
  const events: SystemEvent[] = [];
  for (const line of lines) events.push(await eventOf(http, line, who));
  return events;
}

async function transactions(http: Http, id: string): Promise<RtTransaction[]> {
  const all: RtTransaction[] = [];
  for (let page = 1; ; page += 1) {
    const query = [
      ['fields', 'Type,Creator,Created,Field,OldValue,NewValue'],
      ['per_page', String(perPage)],
      ['page', String(page)],
    ] as const;
    const { body } = await http({ method: 'GET', path: `/ticket/${id}/history`, query });
    const { items } = read(rtHistory, body, 'history');
    all.push(...items);
    if (items.length < perPage) return all;
  }
}

async function eventOf(
  http: Http,
  line: RtTransaction,
  { botUser, requesters }: { botUser: string; requesters: readonly string[] },
): Promise<SystemEvent> {
  const { kind, visibility } = kinds[line.Type] ?? { kind: 'message', visibility: 'internal' };
  const author = line.Creator.id === botUser ? 'us' : requesters.includes(line.Creator.id) ? 'requester' : 'agent';
  const event = { id: line.id, at: Date.parse(line.Created), kind, visibility, author } as const;
  if (kind === 'status') return { ...event, from: line.OldValue ?? undefined, to: line.NewValue ?? undefined };
  return { ...event, text: await textOf(http, line.id) };
}

/** The plain text of a line: its first attachment without a file name; `undefined` when it has none. */
async function textOf(http: Http, transaction: string): Promise<string | undefined> {
  const { body } = await http({
    method: 'GET',
    path: `/transaction/${transaction}/attachments`,
    query: [['fields', 'ContentType,Filename']],
  });
  const text = read(rtAttachments, body, 'attachments').items.find((item) => item.ContentType === 'text/plain' && !item.Filename);
  if (!text) return undefined;
  const content = read(rtAttachment, (await http({ method: 'GET', path: `/attachment/${text.id}` })).body, 'attachment').Content;
  return content ? Buffer.from(content, 'base64').toString('utf8').replaceAll('\r\n', '\n') : undefined;
}
