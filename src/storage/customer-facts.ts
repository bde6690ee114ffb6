/** What staff may know of a customer in a turn: the one they named, with contacts and open tickets. */
import { mayLookUpCustomers, type Principal } from '../domain/identity.ts';
import type { CustomerQuery } from '../domain/ports.ts';
import type { CustomerFacts } from '../domain/teams.ts';
import type { Executor } from './database.ts';
import { statement } from './statement.ts';
import { customerFile, customersMatching } from './teams.ts';

const activeAgent = statement<{ id: string }>()((db, p) =>
  db.selectFrom('agents').select('id').where('id', '=', p('id')).where('state', '=', 'active'),
);

/** The first name that finds somebody decides. Out: nothing for principals that may not look. */
export async function customerFacts(db: Executor, principal: Principal, query: CustomerQuery): Promise<CustomerFacts | undefined> {
  if (!mayLookUpCustomers(principal)) return undefined;
  const asksAsAgent = (await db.first(activeAgent, { id: principal.id })) !== undefined;
  const [asked = ''] = query.names;
  if (query.organisationId !== undefined) {
    const file = await customerFile(db, query.organisationId);
    return { asked, matches: file ? [file.organisation] : [], file, asksAsAgent };
  }
  for (const name of query.names) {
    const matches = await customersMatching(db, name);
    const [only, ...more] = matches;
    if (!only) continue;
    const file = more.length === 0 ? await customerFile(db, only.id) : undefined;
    return { asked: name, matches, file, asksAsAgent };
  }
  return { asked, matches: [], asksAsAgent };
}
