/** `customers:import` against a real data folder. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { customersImport } from '../../src/cli/customers-import.ts';
import { openStorage } from '../../src/storage/open.ts';

const header = 'Kundennummer;Firma;Produkte;Verträge;E-Mail;Name;Darf beauftragen';
const ledgerKey = { id: 'k', secret: 'x'.repeat(32) };

function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dataDir = join(folder, 'data');
  const file = join(folder, 'kunden.csv');
  const run = async (rows: readonly string[], env: Record<string, string> = {}) => {
    writeFileSync(file, [header, ...rows].join('\n'));
    const lines: string[] = [];
    const code = await customersImport(file, { DATA_DIR: dataDir, ...env }, (line) => lines.push(line));
    return { code, lines };
  };
  return { run, dataDir, file };
}

test('takes a list over and says how much of it was new', async () => {
  const { run, dataDir } = setUp();
  const rows = ['K-1;Muster;Hausperfekt;Hausperfekt;a@example.test;A;ja', 'K-1;Muster;Hausperfekt;Hausperfekt;b@example.test;B;nein'];
  expect(await run(rows)).toEqual({ code: 0, lines: ['Imported 1 organisations (1 new) and 2 contacts (2 new).'] });
  expect(await run([...rows, 'K-2;Andere;;;c@example.test;C;ja'])).toEqual({
    code: 0,
    lines: ['Imported 2 organisations (1 new) and 3 contacts (1 new).'],
  });
  const storage = await openStorage({ dataDir, ledgerKey });
  onTestFinished(() => storage.close());
  expect(await storage.contactByEmail('b@example.test')).toMatchObject({
    contact: { name: 'B', mayOrder: false },
    organisation: { customerNo: 'K-1', products: ['hausperfekt'], contracts: ['hausperfekt'] },
  });
});

test('takes nothing when one row is bad', async () => {
  const { run, dataDir, file } = setUp();
  const { code, lines } = await run(['K-1;Muster;;;a@example.test;A;ja', 'K-2;Andere;Excel;;b@example.test;B;ja']);
  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringMatching(`${file}:3 .*"Excel" is not known`), 'Nothing was imported: 1 problem.']);
  const storage = await openStorage({ dataDir, ledgerKey });
  onTestFinished(() => storage.close());
  expect(await storage.organisationByCustomerNo('K-1')).toBeUndefined();
});

test('refuses an address that is on file for another customer', async () => {
  const { run, file } = setUp();
  await run(['K-1;Muster;;;a@example.test;A;ja']);
  expect(await run(['K-2;Andere;;;a@example.test;A;ja'])).toEqual({
    code: 1,
    lines: [`${file}:2  a@example.test is on file for customer K-1 already.`, 'Nothing was imported: 1 problem.'],
  });
});

test('works while the server runs', async () => {
  const { run, dataDir } = setUp();
  const server = await openStorage({ dataDir, ledgerKey });
  onTestFinished(() => server.close());
  expect((await run(['K-1;Muster;;;a@example.test;A;ja'])).code).toBe(0);
  expect(await server.organisationByCustomerNo('K-1')).toMatchObject({ name: 'Muster' });
});

test('says what is wrong with the call, the file or the settings', async () => {
  const { run, dataDir } = setUp();
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  expect(await customersImport(undefined, {}, print)).toBe(1);
  expect(await customersImport('/nowhere/kunden.csv', { DATA_DIR: dataDir }, print)).toBe(1);
  expect(lines).toEqual([expect.stringContaining('Name the file'), expect.stringContaining('cannot be read (ENOENT)')]);
  const { code, lines: settings } = await run([], { DATABASE_URL: 'mysql://x' });
  expect({ code, settings }).toEqual({ code: 1, settings: [expect.stringMatching(/^DATABASE_URL: must start with postgres/)] });
});
