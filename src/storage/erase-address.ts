/** Erases whoever stands behind an e-mail address, registered or not. */
import { foldAddress, strangerId } from '../domain/incoming-mail.ts';
import type { Erasure } from '../domain/person-data.ts';
import type { Executor } from './database.ts';
import { eraseLinksTo, erasePerson } from './erase-person.ts';
import { forgetMailsFrom } from './incoming-mail.ts';
import { statement } from './statement.ts';

const known = statement<{ email: string }>()((db, p) =>
  db
    .selectFrom('contacts')
    .select('id')
    .where('email', '=', p('email'))
    .union(db.selectFrom('registrations').select('id').where('email', '=', p('email'))),
);
const ownersOf = statement<{ email: string }>()((db, p) =>
  db.selectFrom('tickets').select('owner_id').distinct().where('contact_email', '=', p('email')),
);

/** A customer may name a colleague's address; only who has no name of their own is meant by the one they gave. */
const isNameless = (id: string): boolean => id.startsWith('dl_') || id.startsWith('mail:');

/** In: an address. Out: ids of everybody it stands for. */
export async function peopleOf(db: Executor, address: string): Promise<readonly string[]> {
  const email = foldAddress(address);
  const owners = (await db.rows(ownersOf, { email })).map(({ owner_id }) => owner_id).filter(isNameless);
  const people = (await db.rows(known, { email })).map(({ id }) => id);
  return [...new Set([...people, strangerId(email), ...owners])];
}

/** In: a transaction and an address. Out: what went, of all of them together. */
export async function eraseAddress(tx: Executor, address: string): Promise<Erasure & { readonly people: readonly string[] }> {
  const email = foldAddress(address);
  const people = await peopleOf(tx, email);
  const uploads: string[] = [];
  let [messages, tickets, orders] = [0, 0, 0];
  for (const id of people) {
    const gone = await erasePerson(tx, id);
    uploads.push(...gone.uploads);
    messages += gone.messages;
    tickets += gone.tickets;
    orders += gone.orders;
  }
  uploads.push(...(await forgetMailsFrom(tx, email)));
  await eraseLinksTo(tx, email);
  return { messages, tickets, orders, uploads, people };
}
