/** Reads one-time links out of the outbox, as the person would out of the mail. */
import * as z from 'zod';
import { linkToken } from '../../src/domain/link-token.ts';
import type { MailJob } from '../../src/domain/mail.ts';
import type { OutboxStore } from '../../src/domain/ports.ts';

const secret = 'a-token-secret-of-forty-characters-xxxxx';
const linkSchema = z.object({ values: z.object({ link: z.string() }) });

/** Takes all mails that wait. */
export async function takeMails(store: OutboxStore, at: number): Promise<readonly MailJob[]> {
  const items = await store.claim(at, at + 1, 1000, 'mail');
  for (const { id } of items) await store.done(id, at);
  return items.map(({ payload }) => payload as unknown as MailJob);
}

/** In: a mail with a link. Out: the link's page. */
export function linkPage(mail: MailJob | undefined): string {
  return `/portal/link/${linkToken(secret, linkSchema.parse(mail).values.link)}`;
}

/** In: a page with a form. Out: its one-time form id. */
export const formId = (page: string): string => /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';

/** In: an answer that signs in. Out: the cookie. */
export const cookieOf = (answer: Response): string => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
