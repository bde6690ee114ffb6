/** Opens the storage: SQLite below the data folder, or PostgreSQL when an address is given. */
import type { LedgerKey } from '../domain/ledger.ts';
import type { Storage } from '../domain/ports.ts';
import { agentDetails } from './agent-details.ts';
import { agentQueues } from './agent-queues.ts';
import { agentPeople } from './agents.ts';
import { commit } from './commit.ts';
import { deskCardStore } from './desk-cards.ts';
import { editorStore } from './editor-notes.ts';
import { embeddedStore } from './embedded-tickets.ts';
import { retentionStore } from './expire-conversations.ts';
import { figureStore } from './figures.ts';
import { handoffStore } from './handoff-store.ts';
import { identityStore } from './identity.ts';
import { incomingMailStore } from './incoming-mail.ts';
import { ledgerStore } from './ledger.ts';
import { leftBehindStore } from './left-behind.ts';
import { load } from './load.ts';
import { messageStore } from './messages.ts';
import { createNews, type News } from './news.ts';
import type { Opened } from './opened.ts';
import { outboxStore } from './outbox.ts';
import { peopleStore } from './people.ts';
import { personStore } from './person-data.ts';
import { portalStore } from './portal.ts';
import { openSqlite } from './sqlite.ts';
import { statement } from './statement.ts';
import { teamsStore } from './teams.ts';
import { ticketingStore } from './ticketing.ts';
import { reserveTicketNumbers } from './tickets.ts';
import { timerStore } from './timers.ts';

export interface StorageOptions {
  readonly dataDir: string;
  /** `postgres://…`; without it SQLite below `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly ledgerKey: LedgerKey;
  /** The ticket system outside that tickets are brought to; without it, ours is the only one. */
  readonly ticketSystem?: string | undefined;
  /** A server owns a SQLite data folder alone; a command may work beside it. */
  readonly role?: 'server' | 'command';
  /** Failures nobody waits for: a broken listener, a lost database connection. */
  readonly onError?: (error: unknown) => void;
}

const one = statement<object>()((db) => db.selectFrom('ledger_head').select('one'));

/** Fails with a `StorageError` whose sentence says what to do. Close it, or it keeps its folder and connections. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const onError = options.onError ?? ((error) => process.emitWarning(error instanceof Error ? error : String(error)));
  const news = createNews(onError);
  const opened = await openEngine(options, news, onError);
  return assemble(opened, news, options);
}

async function openEngine(options: StorageOptions, news: News, onError: (error: unknown) => void): Promise<Opened> {
  const role = options.role ?? 'server';
  if (options.databaseUrl) {
    // The driver is loaded only where it is used.
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres({ url: options.databaseUrl, role, news, onError });
  }
  return { db: await openSqlite(options.dataDir, role), announce: async () => undefined };
}

function assemble({ db, announce }: Opened, news: News, { ledgerKey, ticketSystem }: StorageOptions): Storage {
  let closing: Promise<void> | undefined;
  return {
    load: (query) => load(db, query),
    async commit(turn) {
      const outcome = await commit(db, turn, { ledgerKey, ticketSystem, announce });
      const lastSeq = turn.conversation.lastSeq + turn.messages.length;
      if (outcome === 'committed' && turn.messages.length > 0) news.tell({ conversationId: turn.conversation.id, lastSeq });
      return outcome;
    },
    reserveTicketNumbers: (year, count) => reserveTicketNumbers(db, year, count),
    ...messageStore(db, news),
    ...identityStore(db),
    ...portalStore(db),
    ...timerStore(db),
    ...outboxStore(db),
    ...peopleStore(db),
    ...personStore(db),
    ...editorStore(db),
    ...figureStore(db),
    ...retentionStore(db),
    ...leftBehindStore(db),
    ...ledgerStore(db),
    ...agentPeople(db),
    ...agentQueues(db),
    ...agentDetails(db),
    ...handoffStore(db),
    ...ticketingStore(db),
    ...embeddedStore(db),
    ...teamsStore(db),
    ...deskCardStore(db),
    ...incomingMailStore(db),
    async ping() {
      await db.first(one, {});
    },
    close() {
      closing ??= db.close();
      return closing;
    },
  };
}
