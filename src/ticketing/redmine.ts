/** Redmine 5 over its REST API. It answers 204 also when nothing changed, so every write is read back. It has no webhooks and no requesters by e-mail. */
import { consultantsCategory } from '../domain/ticket.ts';
import { type SystemDraft, type SystemTicket, type TicketSystem, TicketSystemError } from '../domain/ticketing.ts';
import { differing, fieldValues, fitted, mark, marked } from './fields.ts';
import type { Http } from './http.ts';
import { changedPages } from './paging.ts';
import { read } from './read-answer.ts';
import {
  fieldsOf,
  type RedmineIssue,
  redmineCategories,
  redmineList,
  redmineOne,
  redmineProject,
  redmineStatuses,
  redmineUpload,
  redmineUser,
  toEvents,
  toSystemTicket,
} from './redmine-answers.ts';
import type { RedmineSettings } from './settings.ts';

export interface RedmineParts {
  readonly http: Http;
  readonly settings: RedmineSettings;
  readonly baseUrl: string;
}

const longestSubject = 255;
type Query = readonly (readonly [string, string])[];
type Statuses = { readonly idOf: ReadonlyMap<string, number>; readonly nameOf: ReadonlyMap<string, string> };

export function redmine({ http, settings, baseUrl }: RedmineParts): TicketSystem {
  const shown = (issue: RedmineIssue): SystemTicket => toSystemTicket(issue, settings, baseUrl);
  const statuses = once(() => readStatuses(http));
  const ourId = once(async () => read(redmineUser, (await http({ method: 'GET', path: '/users/current.json' })).body, 'user').user.id);

  const projects = [settings.project, ...(settings.consultantsProject === undefined ? [] : [settings.consultantsProject])];
  const projectIds = once(() => Promise.all(projects.map((project) => readProjectId(http, project))));
  const consultantsId = once(() => readCategoryId(http, settings));

  const load = async (id: string, query: Query = []): Promise<RedmineIssue | undefined> => {
    const { status, body } = await http({ method: 'GET', path: `/issues/${checkedId(id)}.json`, query, accept: [404] });
    return status === 404 ? undefined : read(redmineOne, body, `issue ${id}`).issue;
  };
  const mustLoad = async (id: string, query: Query = []): Promise<RedmineIssue> => {
    const issue = await load(id, query);
    if (!issue) throw new TicketSystemError('notFound', `issue ${id} is not there`);
    return issue;
  };
  const search = async (filters: Query, page: number, perPage: number, sort: string): Promise<RedmineIssue[]> => {
    const paging: Query = [
      ['set_filter', '1'],
      ['sort', sort],
      ['limit', String(perPage)],
      ['offset', String((page - 1) * perPage)],
    ];
    const query = [...paging, ...filters, ...oneOf('project_id', await projectIds())];
    return read(redmineList, (await http({ method: 'GET', path: '/issues.json', query })).body, 'issues').issues;
  };

  const wanted = (draft: SystemDraft): Record<string, string> => {
    const values = fieldValues(draft, settings);
    const named = Object.entries(settings.fields).map(([ours, id]) => [String(id), values[ours as keyof typeof values]] as const);
    return Object.fromEntries(named.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
  };
  const dropped = (issue: RedmineIssue, draft: SystemDraft): string[] => [
    ...(issue.subject === fitted(draft, longestSubject).subject ? [] : ['subject']),
    ...differing(wanted(draft), fieldsOf(issue)).map((id) => `field ${id}`),
  ];
  /** Where a request goes. */
  const placed = async ({ category }: SystemDraft): Promise<object> => {
    if (category !== consultantsCategory) return { project_id: settings.project };
    const found = await consultantsId();
    return { project_id: settings.consultantsProject ?? settings.project, ...(found !== undefined && { category_id: found }) };
  };
  const put = (id: string, issue: object) => http({ method: 'PUT', path: `/issues/${checkedId(id)}.json`, json: { issue } });
  const custom = (values: Record<string, string>) => Object.entries(values).map(([id, value]) => ({ id: Number(id), value }));
  const statusId = async (name: string): Promise<number> => {
    const id = (await statuses()).idOf.get(name);
    if (id === undefined) throw new TicketSystemError('misconfigured', `status ${name} is not there`);
    return id;
  };

  return {
    name: 'redmine',
    capabilities: {
      idempotency: 'strong',
      settleMs: settings.settleSeconds * 1000,
      timeoutMs: settings.timeoutSeconds * 1000,
      webhooks: false,
      internalNotes: true,
      requesterByEmail: false,
      files: true,
    },
    async create(draft) {
      const raw = settings.write[draft.state];
      const { subject, body } = fitted(draft, longestSubject);
      const issue = {
        ...(await placed(draft)),
        ...(settings.tracker !== undefined && { tracker_id: settings.tracker }),
        subject,
        description: body,
        ...(raw !== undefined && { status_id: await statusId(raw) }),
        custom_fields: custom(wanted(draft)),
        ...(draft.files?.length && { uploads: await uploadAll(http, draft.files) }),
      };
      const answer = await http({ method: 'POST', path: '/issues.json', json: { issue } });
      const made = read(redmineOne, answer.body, 'create', 'unknown').issue;
      return { ticket: shown(made), outcome: 'created', dropped: dropped(made, draft) };
    },
    async findByReference(reference) {
      const hits = await search(equals(`cf_${settings.fields.reference}`, reference), 1, 100, 'id');
      return hits.map(shown).filter((ticket) => ticket.reference === reference);
    },
    async get(id) {
      const issue = await load(id);
      return issue && shown(issue);
    },
    async listByRequester(email, { open, limit, cursor }) {
      const page = Number(cursor ?? 1);
      if (settings.fields.requester === undefined) return { items: [] };
      const items = (await search(equals(`cf_${settings.fields.requester}`, email, open ? 'o' : '*'), page, limit, 'id')).map(shown);
      return { items, next: items.length < limit ? undefined : String(page + 1) };
    },
    async addMessage(id, message) {
      const issue = await mustLoad(id, [['include', 'journals']]);
      if (message.mayExist && issue.journals.some((line) => line.notes?.includes(mark(message.reference)))) return;
      await put(id, { notes: marked(message), private_notes: message.visibility === 'internal' });
      const after = await mustLoad(id, [['include', 'journals']]);
      if (!after.journals.some((line) => line.notes?.includes(mark(message.reference))))
        throw new TicketSystemError('refused', 'the note is not there');
    },
    async history(id, after) {
      const issue = await mustLoad(id, [['include', 'journals']]);
      const [ours, { nameOf }] = [await ourId(), await statuses()];
      const author = issue.author.id === ours ? ('us' as const) : ('agent' as const);
      const text = issue.description?.replaceAll('\r\n', '\n') ?? '';
      const first = { id: '0', at: Date.parse(issue.created_on), kind: 'message', visibility: 'public', author, text } as const;
      const later = issue.journals.flatMap((line) => toEvents(line, ours, nameOf));
      return [first, ...later].filter((event) => after === undefined || Number(event.id) > Number(after));
    },
    async changeStatus(id, to) {
      const raw = settings.write[to];
      const before = await mustLoad(id);
      if (raw === undefined || before.status.name === raw) return shown(before);
      await put(id, { status_id: await statusId(raw) });
      const after = await mustLoad(id);
      if (after.status.name !== raw) throw new TicketSystemError('refused', `${raw} was asked for, ${after.status.name} it is`);
      return shown(after);
    },
    async update(id, draft) {
      if (dropped(await mustLoad(id), draft).length === 0) return [];
      await put(id, { subject: fitted(draft, longestSubject).subject, custom_fields: custom(wanted(draft)) });
      return dropped(await mustLoad(id), draft);
    },
    async foldDuplicate(id, keep) {
      const issue = await load(id);
      const closed = settings.write.closed;
      if (!issue || closed === undefined || issue.status.name === closed) return;
      await put(id, { status_id: await statusId(closed), notes: `Dublette von ${keep.number}`, private_notes: true });
    },
    changedSince: (cursor) =>
      changedPages(cursor, async (page, perPage) => (await search(anyStatus('*'), page, perPage, 'updated_on:desc')).map(shown)),
    async health() {
      const { user } = read(redmineUser, (await http({ method: 'GET', path: '/users/current.json' })).body, 'user');
      const lost: string[] = [];
      for (const project of projects) if ((await findProjectId(http, project)) === undefined) lost.push(`project ${project}`);
      if (lost.length === 0 && !(await hasCategory(http, settings))) lost.push(`category ${settings.consultantsCategory}`);
      const { idOf } = await readStatuses(http);
      const missing = Object.values(settings.write).filter((name) => !idOf.has(name));
      return {
        missing: [
          ...(user.login === settings.botUser ? [] : [`user ${settings.botUser} (the key is of ${user.login})`]),
          ...lost,
          ...[...new Set(missing)].map((name) => `status ${name}`),
        ],
      };
    },
  };
}

async function findProjectId(http: Http, project: string): Promise<number | undefined> {
  const { status, body } = await http({ method: 'GET', path: `/projects/${encodeURIComponent(project)}.json`, accept: [403, 404] });
  return status === 200 ? read(redmineProject, body, `project ${project}`).project.id : undefined;
}

async function readProjectId(http: Http, project: string): Promise<number> {
  const id = await findProjectId(http, project);
  if (id === undefined) throw new TicketSystemError('misconfigured', `project ${project} is not there`);
  return id;
}

async function findCategoryId(http: Http, { project, consultantsProject, consultantsCategory: name }: RedmineSettings) {
  const path = `/projects/${encodeURIComponent(consultantsProject ?? project)}/issue_categories.json`;
  const { issue_categories: all } = read(redmineCategories, (await http({ method: 'GET', path })).body, 'categories');
  return all.find((category) => category.name === name)?.id;
}

const hasCategory = async (http: Http, settings: RedmineSettings): Promise<boolean> =>
  settings.consultantsCategory === undefined || (await findCategoryId(http, settings)) !== undefined;

/** Out: nothing where no category is named. */
async function readCategoryId(http: Http, settings: RedmineSettings): Promise<number | undefined> {
  if (settings.consultantsCategory === undefined) return undefined;
  const id = await findCategoryId(http, settings);
  if (id === undefined) throw new TicketSystemError('misconfigured', `category ${settings.consultantsCategory} is not there`);
  return id;
}

const oneOf = (field: string, values: readonly number[]): Query => [
  ['f[]', field],
  [`op[${field}]`, '='],
  ...values.map((value) => [`v[${field}][]`, String(value)] as const),
];
/** Written out as a filter of one field: the short form reads `|`, `!` and `~` in a value as operators. */
const equals = (field: string, value: string, status: 'o' | '*' = '*'): Query => [
  ['f[]', field],
  [`op[${field}]`, '='],
  [`v[${field}][]`, value],
  ...anyStatus(status),
];
/** Without it closed tickets are left out. */
const anyStatus = (operator: 'o' | '*'): Query => [
  ['f[]', 'status_id'],
  ['op[status_id]', operator],
];

async function readStatuses(http: Http): Promise<Statuses> {
  const list = read(redmineStatuses, (await http({ method: 'GET', path: '/issue_statuses.json' })).body, 'statuses').issue_statuses;
  return { idOf: new Map(list.map(({ id, name }) => [name, id])), nameOf: new Map(list.map(({ id, name }) => [String(id), name])) };
}

async function uploadAll(http: Http, files: NonNullable<SystemDraft['files']>): Promise<object[]> {
  const uploads: object[] = [];
  for (const { fileName, contentType, bytes } of files) {
    const { body } = await http({ method: 'POST', path: '/uploads.json', query: [['filename', fileName]], bytes });
    uploads.push({ token: read(redmineUpload, body, 'upload').upload.token, filename: fileName, content_type: contentType });
  }
  return uploads;
}

/** Ids go into addresses: only numbers are any. */
function checkedId(id: string): string {
  if (!/^\d{1,12}$/.test(id)) throw new TicketSystemError('invalid', 'an issue id must be a number');
  return id;
}

/** Asks once and keeps the answer; a failure is asked again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => {
    kept ??= ask().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}
