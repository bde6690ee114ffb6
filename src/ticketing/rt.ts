/** Request Tracker 5 over REST 2.0. It answers 201 and 200 also for what it did not do, so every write is read back. */
import { z } from 'zod';
import { checkSignature } from '../domain/signed-body.ts';
import { consultantsCategory } from '../domain/ticket.ts';
import {
  type SystemDraft,
  type SystemMessage,
  type SystemTicket,
  type TicketSystem,
  TicketSystemError,
  type WebhookNews,
} from '../domain/ticketing.ts';
import type { TicketState } from '../domain/vocabulary.ts';
import { differing, fieldValues, fitted, mark, marked } from './fields.ts';
import type { Http } from './http.ts';
import { changedPages } from './paging.ts';
import { read } from './read-answer.ts';
import { fieldsOf, quoted, type RtTicket, rtCreated, rtList, rtQueue, rtTicket, rtVersion, toSystemTicket } from './rt-answers.ts';
import { rtEvents } from './rt-history.ts';
import type { RtSettings } from './settings.ts';

export interface RtParts {
  /** Below `/REST/2.0`. */
  readonly http: Http;
  readonly settings: RtSettings;
  /** For links to tickets. */
  readonly baseUrl: string;
  readonly webhookSecret?: string | undefined;
}

const longestSubject = 200;
const ticketFields = [['fields', 'Status,Subject,Created,LastUpdated,CustomFields']] as const;

export function requestTracker({ http, settings, baseUrl, webhookSecret }: RtParts): TicketSystem {
  const queues = [settings.queue, ...(settings.consultantsQueue === undefined ? [] : [settings.consultantsQueue])];
  const anyQueue = queues.map((queue) => `Queue = ${quoted(queue)}`).join(' OR ');
  const inQueues = queues.length > 1 ? `(${anyQueue})` : anyQueue;
  const shown = (ticket: RtTicket): SystemTicket => toSystemTicket(ticket, settings, baseUrl);

  const load = async (id: string): Promise<RtTicket | undefined> => {
    const { status, body } = await http({ method: 'GET', path: `/ticket/${checkedId(id)}`, accept: [404] });
    return status === 404 ? undefined : read(rtTicket, body, `ticket ${id}`);
  };
  const mustLoad = async (id: string): Promise<RtTicket> => {
    const ticket = await load(id);
    if (!ticket) throw new TicketSystemError('notFound', `ticket ${id} is not there`);
    return ticket;
  };
  const search = async (query: string, page: number, perPage: number, order: 'ASC' | 'DESC', orderby: string) => {
    const paging = [
      ['query', query],
      ['orderby', orderby],
      ['order', order],
      ['per_page', String(perPage)],
      ['page', String(page)],
    ] as const;
    const { body } = await http({ method: 'GET', path: '/tickets', query: [...paging, ...ticketFields] });
    return read(rtList, body, 'tickets').items;
  };

  const wanted = (draft: SystemDraft): Record<string, string> => {
    const values = fieldValues(draft, settings);
    const named = Object.entries(settings.fields).map(([ours, theirs]) => [theirs, values[ours as keyof typeof values]] as const);
    return Object.fromEntries(named.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
  };
  /** Names of what the ticket has otherwise than the draft. */
  const dropped = (ticket: RtTicket, draft: SystemDraft): string[] => {
    const { subject } = fitted(draft, longestSubject);
    const email = draft.requester.email?.toLowerCase();
    const known = email === undefined || ticket.Requestor.some((user) => user.id.toLowerCase() === email);
    return [
      ...(ticket.Subject === subject ? [] : ['subject']),
      ...(known ? [] : ['requester']),
      ...differing(wanted(draft), fieldsOf(ticket)),
    ];
  };
  const setStatus = async (id: string, raw: string): Promise<RtTicket> => {
    const before = await mustLoad(id);
    if (before.Status === raw) return before;
    await http({ method: 'PUT', path: `/ticket/${id}`, json: { Status: raw } });
    return mustLoad(id);
  };

  return {
    name: 'rt',
    capabilities: {
      idempotency: 'strong',
      settleMs: settings.settleSeconds * 1000,
      timeoutMs: settings.timeoutSeconds * 1000,
      webhooks: webhookSecret !== undefined,
      internalNotes: true,
      requesterByEmail: true,
      files: true,
    },
    async create(draft) {
      const answer = await http({ method: 'POST', path: '/ticket', json: createBody(draft, settings, wanted(draft)) });
      const { id } = read(rtCreated, answer.body, 'create', 'unknown');
      const ticket = await load(id);
      // Made, but not to be seen: only the look-up can tell.
      if (!ticket) throw new TicketSystemError('unknown', `ticket ${id} was made and cannot be read`);
      return { ticket: shown(ticket), outcome: 'created', dropped: dropped(ticket, draft) };
    },
    async findByReference(reference) {
      const hits = await search(`CF.{${settings.fields.reference}} = ${quoted(reference)}`, 1, 100, 'ASC', 'id');
      return hits.map(shown).filter((ticket) => ticket.reference === reference);
    },
    async get(id) {
      const ticket = await load(id);
      return ticket && shown(ticket);
    },
    async listByRequester(email, { open, limit, cursor }) {
      const page = Number(cursor ?? 1);
      const query = `${inQueues} AND Requestor.EmailAddress = ${quoted(email)}${open ? " AND Status = '__Active__'" : ''}`;
      const items = (await search(query, page, limit, 'ASC', 'id')).map(shown);
      return { items, next: items.length < limit ? undefined : String(page + 1) };
    },
    async addMessage(id, message) {
      const before = await mustLoad(id);
      if (message.mayExist && (await hasMessage(http, id, message, settings.botUser))) return;
      const path = message.visibility === 'internal' ? 'comment' : 'correspond';
      // RT opens a ticket that is answered. The status is ours to set, in the same request: the answer may be lost.
      const Status = message.visibility === 'public' ? before.Status : undefined;
      await http({ method: 'POST', path: `/ticket/${id}/${path}`, json: { Content: marked(message), ContentType: 'text/plain', Status } });
    },
    async history(id, after) {
      const requesters = (await mustLoad(id)).Requestor.map((user) => user.id);
      return rtEvents(http, id, { botUser: settings.botUser, requesters }, after);
    },
    async changeStatus(id, to) {
      const raw = rawFor(settings.write, to);
      const ticket = raw === undefined ? await mustLoad(id) : await setStatus(id, raw);
      if (raw !== undefined && ticket.Status !== raw)
        throw new TicketSystemError('refused', `${raw} was asked for, ${ticket.Status} it is`);
      return shown(ticket);
    },
    async update(id, draft) {
      const before = await mustLoad(id);
      const missing = dropped(before, draft);
      if (missing.length === 0) return [];
      const values = wanted(draft);
      const CustomFields = Object.fromEntries(missing.filter((name) => name in values).map((name) => [name, values[name]]));
      const { subject } = fitted(draft, longestSubject);
      await http({
        method: 'PUT',
        path: `/ticket/${id}`,
        json: {
          CustomFields,
          ...(missing.includes('subject') && { Subject: subject }),
          ...(missing.includes('requester') && { Requestor: draft.requester.email }),
        },
      });
      return dropped(await mustLoad(id), draft);
    },
    async foldDuplicate(id, keep) {
      const ticket = await load(id);
      if (!ticket || (ticket.EffectiveId && ticket.EffectiveId.id !== ticket.id)) return;
      await http({ method: 'PUT', path: `/ticket/${id}`, json: { MergeInto: Number(keep.id) } });
    },
    changedSince: (cursor) => {
      const query = `${inQueues} AND CF.{${settings.fields.reference}} IS NOT NULL`;
      return changedPages(cursor, async (page, perPage) => (await search(query, page, perPage, 'DESC', 'LastUpdated')).map(shown));
    },
    ...(webhookSecret !== undefined && {
      parseWebhook: (raw: Uint8Array, header: (name: string) => string | undefined, now: number) =>
        parseWebhook(raw, header, { secret: webhookSecret, now, botUser: settings.botUser }),
    }),
    async health() {
      const { Version } = read(rtVersion, (await http({ method: 'GET', path: '/rt' })).body, 'rt');
      const missing = await Promise.all(queues.map((queue) => missingIn(http, queue, Object.values(settings.fields))));
      return { version: Version, missing: missing.flat() };
    },
  };
}

/** What a queue lacks: itself, or fields. */
async function missingIn(http: Http, queue: string, fields: readonly string[]): Promise<string[]> {
  const answer = await http({ method: 'GET', path: `/queue/${encodeURIComponent(queue)}`, accept: [403, 404] });
  if (answer.status !== 200) return [`queue ${queue}`];
  const names = read(rtQueue, answer.body, 'queue').TicketCustomFields.map((field) => field.name);
  return fields.filter((name) => !names.includes(name)).map((name) => `field ${name}`);
}

const rawFor = (write: RtSettings['write'], state: TicketState): string | undefined => write[state];

/** Ids go into addresses: only numbers are any. */
function checkedId(id: string): string {
  if (!/^\d{1,12}$/.test(id)) throw new TicketSystemError('invalid', 'a ticket id must be a number');
  return id;
}

function createBody(draft: SystemDraft, settings: RtSettings, fields: Record<string, string>): object {
  const { subject, body } = fitted(draft, longestSubject);
  const { email } = draft.requester;
  const status = rawFor(settings.write, draft.state);
  return {
    Queue: (draft.category === consultantsCategory ? settings.consultantsQueue : undefined) ?? settings.queue,
    Subject: subject,
    Content: body,
    ContentType: 'text/plain',
    CustomFields: fields,
    ...(email !== undefined && { Requestor: email }),
    ...(status !== undefined && { Status: status }),
    ...(draft.files?.length && { Attachments: draft.files.map(rtFile) }),
  };
}

/** RT breaks umlauts in file names; the real name stays with us. */
const rtFile = ({ fileName, contentType, bytes }: NonNullable<SystemDraft['files']>[number]) => ({
  FileName: fileName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w.()-]+/g, '_')
    .slice(-100),
  FileType: contentType,
  FileContent: Buffer.from(bytes).toString('base64'),
});

async function hasMessage(http: Http, id: string, { reference }: SystemMessage, botUser: string): Promise<boolean> {
  const events = await rtEvents(http, id, { botUser, requesters: [] });
  return events.some((event) => event.author === 'us' && event.text?.includes(mark(reference)));
}

const webhookBody = z.object({
  deliveryId: z.string().regex(/^[\w:.-]{1,100}$/),
  ticketId: z.string().regex(/^\d{1,12}$/),
  occurredAt: z.string(),
  actor: z.string().optional(),
});

function parseWebhook(
  raw: Uint8Array,
  header: (name: string) => string | undefined,
  { secret, now, botUser }: { secret: string; now: number; botUser: string },
): WebhookNews {
  const signed = { timestamp: header('x-portal-timestamp'), signature: header('x-portal-signature') };
  const checked = checkSignature(raw, signed, { secret, now });
  if (checked !== 'ok') return { kind: 'refused', why: checked };
  const parsed = webhookBody.safeParse(parseJson(raw));
  if (!parsed.success) return { kind: 'refused', why: 'malformed' };
  const { deliveryId, ticketId, occurredAt, actor } = parsed.data;
  if (actor === botUser) return { kind: 'ignored' };
  return { kind: 'news', deliveryId, ticketId, occurredAt: Date.parse(occurredAt) || now };
}

function parseJson(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(raw));
  } catch {
    return undefined;
  }
}
