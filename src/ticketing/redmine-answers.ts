/** What Redmine answers, checked, and turned into our words. */
import { z } from 'zod';
import type { SystemEvent, SystemTicket } from '../domain/ticketing.ts';
import type { RedmineSettings } from './settings.ts';

const idText = z.number().transform(String);
const named = z.object({ id: z.number(), name: z.string() });
const customField = z.object({ id: z.number(), value: z.union([z.string(), z.array(z.string())]).nullish() });
const journal = z.object({
  id: idText,
  user: named,
  notes: z.string().nullish(),
  created_on: z.string(),
  private_notes: z.boolean().default(false),
  details: z
    .array(z.object({ property: z.string(), name: z.string(), old_value: z.string().nullish(), new_value: z.string().nullish() }))
    .default([]),
});
type Journal = z.infer<typeof journal>;

export const redmineIssue = z.object({
  id: idText,
  subject: z.string(),
  description: z.string().nullish(),
  status: named,
  author: named,
  created_on: z.string(),
  updated_on: z.string(),
  custom_fields: z.array(customField).default([]),
  journals: z.array(journal).default([]),
});
export type RedmineIssue = z.infer<typeof redmineIssue>;

export const redmineOne = z.object({ issue: redmineIssue });
export const redmineList = z.object({ issues: z.array(redmineIssue) });
export const redmineProject = z.object({ project: z.object({ id: z.number() }) });
export const redmineCategories = z.object({ issue_categories: z.array(named) });
export const redmineStatuses = z.object({ issue_statuses: z.array(named) });
export const redmineUpload = z.object({ upload: z.object({ token: z.string() }) });
export const redmineUser = z.object({ user: z.object({ id: z.number(), login: z.string() }) });

export const fieldsOf = (issue: RedmineIssue): Record<string, string> =>
  Object.fromEntries(
    issue.custom_fields.flatMap(({ id, value }) => (typeof value === 'string' && value !== '' ? [[String(id), value]] : [])),
  );

export function toSystemTicket(issue: RedmineIssue, { read: states, fields }: RedmineSettings, baseUrl: string): SystemTicket {
  return {
    id: issue.id,
    number: `#${issue.id}`,
    url: `${baseUrl}/issues/${issue.id}`,
    state: Object.hasOwn(states, issue.status.name) ? states[issue.status.name] : undefined,
    rawStatus: issue.status.name,
    subject: issue.subject,
    reference: fieldsOf(issue)[fields.reference],
    createdAt: Date.parse(issue.created_on),
    updatedAt: Date.parse(issue.updated_on),
  };
}

/** A journal is a message, a change of status, or both. `ours` is our user's id, `statuses` names by id. */
export function toEvents(line: Journal, ours: number, statuses: ReadonlyMap<string, string>): SystemEvent[] {
  const author = line.user.id === ours ? ('us' as const) : ('agent' as const);
  const at = Date.parse(line.created_on);
  const visibility = line.private_notes ? ('internal' as const) : ('public' as const);
  const said: SystemEvent[] = line.notes
    ? [{ id: line.id, at, kind: 'message', visibility, author, text: line.notes.replaceAll('\r\n', '\n') }]
    : [];
  const status = line.details.find((detail) => detail.property === 'attr' && detail.name === 'status_id');
  const name = (id: string | null | undefined): string | undefined => (id ? (statuses.get(id) ?? id) : undefined);
  const changed: SystemEvent[] = status
    ? [{ id: line.id, at, kind: 'status', visibility: 'public', author, from: name(status.old_value), to: name(status.new_value) }]
    : [];
  return [...said, ...changed];
}
