/** Brings a database to the schema of this code, each migration in a transaction. */
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { start } from './migrations/0001-start.ts';
import { ticketing } from './migrations/0002-ticketing.ts';
import { people } from './migrations/0005-people.ts';
import { agents } from './migrations/0010-agents.ts';
import { erasure } from './migrations/0020-erasure.ts';
import { editorNotes } from './migrations/0030-editor-notes.ts';
import { handoffs } from './migrations/0040-handoffs.ts';
import { teams } from './migrations/0050-teams.ts';
import { deskCards } from './migrations/0051-desk-cards.ts';
import { retention } from './migrations/0071-retention.ts';
import { incomingMail } from './migrations/0090-incoming-mail.ts';
import { leftBehind } from './migrations/0110-left-behind.ts';
import { sentMails } from './migrations/0111-sent-mails.ts';
import { figures } from './migrations/0120-figures.ts';
import { byKey } from './migrations/0130-by-key.ts';
import { languages } from './migrations/0131-languages.ts';
import { type Ddl, ddl } from './migrations/ddl.ts';
import type { Engine } from './statement.ts';
import { StorageError } from './storage-error.ts';
import type { Tables } from './tables.ts';

/** In order; a name is for ever. */
const migrations: Readonly<Record<string, (d: Ddl) => string[]>> = {
  '0001-start': start,
  '0002-ticketing': ticketing,
  '0005-people': people,
  '0010-agents': agents,
  '0020-erasure': erasure,
  '0030-editor-notes': editorNotes,
  '0040-handoffs': handoffs,
  '0050-teams': teams,
  '0051-desk-cards': deskCards,
  '0071-retention': retention,
  '0090-incoming-mail': incomingMail,
  '0110-left-behind': leftBehind,
  '0111-sent-mails': sentMails,
  '0120-figures': figures,
  '0130-by-key': byKey,
  '0131-languages': languages,
};

function migrator(db: Kysely<Tables>, engine: Engine): Migrator {
  const migration = (statements: string[]): Migration => ({
    up: async (tx) => {
      for (const text of statements) await sql.raw(text).execute(tx);
    },
  });
  const all = Object.fromEntries(Object.entries(migrations).map(([name, make]) => [name, migration(make(ddl[engine]))]));
  // Steps do not build on each other's tables, and a later number may have been shipped before an earlier one.
  return new Migrator({ db, provider: { getMigrations: async () => all }, allowUnorderedMigrations: true });
}

/** Runs what is missing. Fails with `database-newer` when the database was made by newer code, with `migration-failed` when a step fails (nothing of it stays). */
export async function migrate(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const { error } = await migrator(db, engine).migrateToLatest();
  if (error === undefined) return;
  if (isFromNewerCode(error)) throw newer(error);
  throw new StorageError(
    'migration-failed',
    `The database could not be brought to this version and was left as it was: ${messageOf(error)}`,
    error,
  );
}

/** For commands beside a running server: fails with `database-older` unless the schema is the one of this code. */
export async function requireCurrent(db: Kysely<Tables>, engine: Engine): Promise<void> {
  const known = await migrator(db, engine).getMigrations();
  if (known.some((migration) => migration.executedAt === undefined))
    throw new StorageError('database-older', 'The running server is older than this command; restart it with this version first.');
  const executed = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  if (executed.rows.some(({ name }) => !(name in migrations))) throw newer();
}

const newer = (cause?: unknown): StorageError =>
  new StorageError(
    'database-newer',
    'The database was made by a newer version of this program; start that version, or restore the backup from before the update.',
    cause,
  );

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isFromNewerCode = (error: unknown): boolean => messageOf(error).startsWith('corrupted migrations: previously executed migration');
