/** The file that TICKETING_CONFIG names: queue or project, fields and status map of the ticket system outside. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { coverages, ticketStates } from '../domain/vocabulary.ts';

/** What a system outside may say of a ticket; that a customer declined or withdrew is known to us alone. */
const readable = z.enum(['new', 'open', 'waitingCustomer', 'waitingApproval', 'resolved', 'closed']);
const word = z.string().min(1);
const field = z.string().regex(/^[^{}'"\\]+$/, 'must not contain braces, quotes or backslashes');
const seconds = (fallback: number) => z.number().positive().max(3600).default(fallback);

const common = {
  /** Raw status to ours. */
  read: z.record(word, readable),
  /** Ours to raw status; a state that is missing is not sent. */
  write: z.partialRecord(z.enum(ticketStates), word),
  /** Our coverage to the value of the billing field. */
  billing: z.partialRecord(z.enum(coverages), word).default({}),
  /** Login of the user whose key we use: its own changes are no news. */
  botUser: word,
  timeoutSeconds: seconds(20),
  settleSeconds: seconds(5),
  pollSeconds: seconds(60),
};

const rtSettings = z.strictObject({
  ...common,
  queue: word,
  /** For requests to the consultants; unset = they lie in the same queue, told apart by their subject and words. */
  consultantsQueue: word.optional(),
  fields: z.strictObject({
    reference: field,
    product: field.optional(),
    billing: field.optional(),
    rate: field.optional(),
    order: field.optional(),
  }),
  /** Our product ids to values of the product field. */
  products: z.record(word, word).default({}),
});
export type RtSettings = z.infer<typeof rtSettings>;

const id = z.int().positive();
const redmineSettings = z.strictObject({
  ...common,
  project: word,
  /** For requests to the consultants: a project of their own. Unset = they lie in the same project, told apart by their subject and words. */
  consultantsProject: word.optional(),
  /** For requests to the consultants: name of the category there. */
  consultantsCategory: word.optional(),
  tracker: id.optional(),
  /** Ids of custom fields. */
  fields: z.strictObject({
    reference: id,
    requester: id.optional(),
    product: id.optional(),
    billing: id.optional(),
    rate: id.optional(),
    order: id.optional(),
  }),
  products: z.record(word, word).default({}),
});
export type RedmineSettings = z.infer<typeof redmineSettings>;

/** In: the file and its kind. Out: the settings. Fails with one sentence that names the file and the place. */
export function readTicketingFile(kind: 'rt', path: string): RtSettings;
export function readTicketingFile(kind: 'redmine', path: string): RedmineSettings;
export function readTicketingFile(kind: 'rt' | 'redmine', path: string): RtSettings | RedmineSettings {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`TICKETING_CONFIG: the file ${path} cannot be read as YAML: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = (kind === 'rt' ? rtSettings : redmineSettings).safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
  throw new Error(`TICKETING_CONFIG: ${path} is not usable: ${problems.join('; ')}.`);
}
