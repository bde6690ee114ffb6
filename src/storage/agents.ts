/** Support agents: kept by id, an address belongs to one of them. */
import { type SqlBool, sql } from 'kysely';
import type { Agent } from '../domain/agent.ts';
import type { AgentStore } from '../domain/agent-ports.ts';
import type { Database } from './database.ts';
import { foldEmail } from './identity.ts';
import { statement } from './statement.ts';
import { StorageError } from './storage-error.ts';
import type { Row } from './tables.ts';

export const toAgent = (row: Row<'agents'>): Agent => ({
  id: row.id,
  name: row.name,
  shownName: row.shown_name,
  email: row.email ?? undefined,
  state: row.state as Agent['state'],
  createdAt: row.created_at,
});

export const isActive = sql<SqlBool>`agents.state = 'active'`;

const byId = statement<{ id: string }>()((db, p) => db.selectFrom('agents').selectAll().where('id', '=', p('id')));
const byEmail = statement<{ email: string }>()((db, p) => db.selectFrom('agents').selectAll().where('email', '=', p('email')));
const everyAgent = statement<object>()((db) => db.selectFrom('agents').selectAll().orderBy('name').orderBy('id'));
const save = statement<Row<'agents'>>()((db, p) =>
  db
    .insertInto('agents')
    .values({
      id: p('id'),
      name: p('name'),
      shown_name: p('shown_name'),
      email: p('email'),
      state: p('state'),
      created_at: p('created_at'),
    })
    .onConflict((on) =>
      on.column('id').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        shown_name: eb.ref('excluded.shown_name'),
        email: eb.ref('excluded.email'),
        state: eb.ref('excluded.state'),
      })),
    ),
);

type People = Pick<AgentStore, 'agentById' | 'agentByEmail' | 'agents' | 'saveAgent'>;

export function agentPeople(db: Database): People {
  const agentByEmail = async (email: string): Promise<Agent | undefined> => {
    const row = await db.first(byEmail, { email: foldEmail(email) });
    return row && toAgent(row);
  };
  return {
    async agentById(id) {
      const row = await db.first(byId, { id });
      return row && toAgent(row);
    },
    agentByEmail,
    agents: async () => (await db.rows(everyAgent, {})).map(toAgent),
    async saveAgent({ id, name, shownName, email, state, createdAt }) {
      const address = email === undefined ? null : foldEmail(email);
      const holder = address === null ? undefined : await agentByEmail(address);
      if (holder && holder.id !== id) throw new StorageError('agent-elsewhere', `The address ${address} already belongs to another agent.`);
      await db.run(save, { id, name, shown_name: shownName, email: address, state, created_at: createdAt });
    },
  };
}
