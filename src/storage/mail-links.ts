/** One-time links: kept as hashes, counted per address and network address, used up once. */

import type { Json } from '../domain/message.ts';
import type { LinkLimits, LinkUse, MailLink, NewMailLink, RegistrationForm } from '../domain/people.ts';
import { type Database, type Executor, insert } from './database.ts';
import { foldEmail } from './identity.ts';
import { enqueue } from './outbox.ts';
import { register } from './registrations.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';

const dayMs = 86_400_000;

const ofAddress = statement<{ email: string; since: number }>()((db, p) =>
  db
    .selectFrom('mail_links')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('email', '=', p('email'))
    .where('created_at', '>', p('since')),
);
const ofIp = statement<{ ip: string; since: number }>()((db, p) =>
  db
    .selectFrom('mail_links')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('ip', '=', p('ip'))
    .where('created_at', '>', p('since')),
);
const removeOld = statement<{ before: number }>()((db, p) => db.deleteFrom('mail_links').where('expires_at', '<', p('before')));
const byHash = statement<{ tokenHash: string }>()((db, p) =>
  db.selectFrom('mail_links').selectAll().where('token_hash', '=', p('tokenHash')),
);
const useUp = statement<{ tokenHash: string; at: number; form: string }>()((db, p) =>
  db
    .updateTable('mail_links')
    .set({ used_at: p('at'), used_form: p('form') })
    .where('token_hash', '=', p('tokenHash'))
    .where('used_at', 'is', null)
    .where('expires_at', '>', p('at'))
    .where((eb) => eb.or([eb('person_id', 'is not', null), eb('registration', 'is not', null)])),
);
const nameHolder = statement<{ tokenHash: string; personId: string }>()((db, p) =>
  db
    .updateTable('mail_links')
    .set({ person_id: p('personId') })
    .where('token_hash', '=', p('tokenHash')),
);

/** See `PeopleStore.keepMailLink`. Links that ended a day ago are removed on the way. */
export async function keepMailLink(db: Database, link: NewMailLink, limits: LinkLimits) {
  const email = foldEmail(link.email);
  return db.transaction(async (tx) => {
    const asked = await tx.first(ofAddress, { email, since: limits.since });
    if (Number(asked?.count) >= limits.perAddress) return 'limitedAddress' as const;
    const fromThere = await tx.first(ofIp, { ip: link.ip, since: limits.since });
    if (Number(fromThere?.count) >= limits.perIp) return 'limitedIp' as const;
    await tx.run(removeOld, { before: link.at - dayMs });
    await insert(tx, 'mail_links', [toRow({ ...link, email })]);
    if (link.mail) await enqueue(tx, { work: 'mail', key: link.mail.key, payload: link.mail.payload as unknown as Json }, link.at);
    return 'kept' as const;
  });
}

const toRow = (link: NewMailLink): Row<'mail_links'> => ({
  token_hash: link.tokenHash,
  purpose: link.purpose,
  email: link.email,
  person_id: link.personId ?? null,
  registration: link.registration ? JSON.stringify(link.registration) : null,
  next: link.next,
  ip: link.ip,
  created_at: link.at,
  expires_at: link.expiresAt,
  used_at: null,
  used_form: null,
});

export async function mailLink(db: Executor, tokenHash: string): Promise<MailLink | undefined> {
  const row = await db.first(byHash, { tokenHash });
  if (!row) return undefined;
  const { purpose, email, next, expires_at: expiresAt, used_at: usedAt } = row;
  return { purpose: purpose as MailLink['purpose'], email, next, expiresAt, usedAt: usedAt ?? undefined };
}

/** See `PeopleStore.takeMailLink`. */
export async function takeMailLink(db: Database, use: LinkUse): Promise<{ personId: string; next: string } | undefined> {
  const { tokenHash, at, form } = use;
  return db.transaction(async (tx) => {
    const isFirst = (await tx.run(useUp, { tokenHash, at, form })) === 1;
    const row = await tx.first(byHash, { tokenHash });
    if (!row) return undefined;
    if (!isFirst) return samePress(row, use) ? { personId: row.person_id ?? '', next: row.next } : undefined;
    const personId = row.person_id ?? (await register(tx, row.email, JSON.parse(row.registration ?? '{}') as RegistrationForm, use));
    if (row.person_id === null) await tx.run(nameHolder, { tokenHash, personId });
    return { personId, next: row.next };
  });
}

function samePress(row: Row<'mail_links'>, { form, at, repeatMs }: LinkUse): boolean {
  return row.person_id !== null && row.used_form === form && row.used_at !== null && at - row.used_at <= repeatMs;
}
