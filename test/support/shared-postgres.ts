/** The run's PostgreSQL for test files: from the global set-up, else a server of this file's own. */
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, inject } from 'vitest';
import { createDatabase, startPostgres } from './postgres.ts';
import './postgres-setup.ts';

let server: Promise<string> | undefined;

/** In: the address of a database to copy, if not an empty one is wanted. Out: the address of a database of the caller's own. */
export async function freshDatabase(template?: string): Promise<string> {
  const broker = inject('postgresBroker');
  server ??= broker ? askBroker(broker) : startOwn();
  return createDatabase(await server, template && new URL(template).pathname.slice(1));
}

async function askBroker(broker: string): Promise<string> {
  const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => get(broker, resolve).on('error', reject));
  const answer = await text(response);
  if (response.statusCode !== 200) throw new Error(answer);
  return answer;
}

let own: Awaited<ReturnType<typeof startPostgres>> | undefined;

async function startOwn(): Promise<string> {
  own = await startPostgres();
  return own.url;
}

afterAll(async () => {
  await own?.stop();
});
