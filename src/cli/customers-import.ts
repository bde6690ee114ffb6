/** `npm run customers:import -- FILE.csv`: takes over organisations and contacts, all rows or none. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { loadKnowledge } from '../content/load-knowledge.ts';
import { problemLine } from '../content/problem.ts';
import type { Storage } from '../domain/ports.ts';
import { type Configured, type Print, withStorage } from './configured-storage.ts';
import { type Customer, type CustomersResult, type RowProblem, readCustomers } from './customers-csv.ts';

/** In: the file, the environment, where lines go. Out: the exit code, 0 when everything was imported, 1 when nothing was. */
export async function customersImport(file: string | undefined, env: NodeJS.ProcessEnv, print: Print): Promise<number> {
  if (!file) {
    print('Name the file: npm run customers:import -- FILE.csv');
    return 1;
  }
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) {
    print(`The file ${file} cannot be read (${bytes.code}).`);
    return 1;
  }
  return withStorage(env, print, (configured) => importBytes(bytes, file, configured, print));
}

async function importBytes(bytes: Uint8Array, file: string, { config, storage }: Configured, print: Print): Promise<number> {
  const loaded = loadKnowledge(config.CONTENT_DIR, { exampleRates: false });
  if (!loaded.ok) {
    for (const problem of loaded.problems) print(problemLine(problem, config.CONTENT_DIR));
    return 1;
  }
  const read = readCustomers(bytes, { products: loaded.knowledge.products, newId: randomUUID });
  const problems = read.ok ? await conflictsWithStored(read, storage) : read.problems;
  if (!read.ok || problems.length > 0) {
    for (const { line, reason } of problems) print(`${file}:${line}  ${reason}`);
    print(`Nothing was imported: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`);
    return 1;
  }
  const counts = await countNew(read.customers, storage);
  await storage.saveCustomers(read.customers);
  print(
    `Imported ${counts.organisations} organisations (${counts.newOrganisations} new) and ${counts.contacts} contacts (${counts.newContacts} new).`,
  );
  return 0;
}

/** An address on file belongs to one organisation; moving a person is not an import's business. */
async function conflictsWithStored(read: Extract<CustomersResult, { ok: true }>, storage: Storage): Promise<RowProblem[]> {
  const problems: RowProblem[] = [];
  for (const { organisation, contacts } of read.customers) {
    for (const { email } of contacts) {
      const stored = await storage.contactByEmail(email);
      if (!stored || stored.organisation.customerNo === organisation.customerNo) continue;
      problems.push({
        line: read.lineOf.get(email) ?? 1,
        reason: `${email} is on file for customer ${stored.organisation.customerNo} already.`,
      });
    }
  }
  return problems.sort((a, b) => a.line - b.line);
}

async function countNew(customers: readonly Customer[], storage: Storage) {
  const counts = { organisations: customers.length, newOrganisations: 0, contacts: 0, newContacts: 0 };
  for (const { organisation, contacts } of customers) {
    if (!(await storage.organisationByCustomerNo(organisation.customerNo))) counts.newOrganisations += 1;
    counts.contacts += contacts.length;
    for (const { email } of contacts) if (!(await storage.contactByEmail(email))) counts.newContacts += 1;
  }
  return counts;
}

if (import.meta.main) {
  process.exitCode = await customersImport(process.argv[2], process.env, (line) => process.stdout.write(`${line}\n`));
}
