/** Reads a customer list as spreadsheets write it. Pure: bytes in; organisations with their contacts, or every problem with its line, out. */
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Contact, Organisation } from '../domain/identity.ts';

export interface Customer {
  readonly organisation: Organisation;
  readonly contacts: readonly Contact[];
}

export interface RowProblem {
  /** As a text editor counts, from 1. */
  readonly line: number;
  readonly reason: string;
}

export type CustomersResult =
  | { readonly ok: true; readonly customers: readonly Customer[]; readonly lineOf: ReadonlyMap<string, number> }
  | { readonly ok: false; readonly problems: readonly RowProblem[] };

export interface CsvContext {
  readonly products: readonly { readonly id: string; readonly name: string; readonly synonyms: readonly string[] }[];
  readonly newId: () => string;
}

const columns = ['customerNo', 'organisation', 'products', 'contracts', 'email', 'name', 'mayOrder'] as const;
type Column = (typeof columns)[number];

const headers: Readonly<Record<string, Column>> = {
  customerno: 'customerNo',
  kundennummer: 'customerNo',
  kundennr: 'customerNo',
  organisation: 'organisation',
  firma: 'organisation',
  products: 'products',
  produkte: 'products',
  contracts: 'contracts',
  verträge: 'contracts',
  vertraege: 'contracts',
  email: 'email',
  mail: 'email',
  name: 'name',
  mayorder: 'mayOrder',
  darfbeauftragen: 'mayOrder',
};

const answers: Readonly<Record<string, boolean>> = {
  ja: true,
  yes: true,
  true: true,
  '1': true,
  nein: false,
  no: false,
  false: false,
  '0': false,
};

/** What csv-parse gives with `info`; its own types do not say. */
const rowsWithLines = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

interface Line {
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

/** `lineOf` tells for each e-mail address the line it came from. Nothing is taken when any row is bad. */
export function readCustomers(bytes: Uint8Array, context: CsvContext): CustomersResult {
  const table = readTable(decode(bytes));
  const problems = [...table.problems];
  const merged = mergeLines(table.lines, context, problems);
  problems.sort((a, b) => a.line - b.line);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, ...merged };
}

/** UTF-8 when it is, else what Windows writes. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function readTable(text: string): { lines: Line[]; problems: RowProblem[] } {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = head.split(';').length > head.split(',').length ? ';' : ',';
  let rows: z.infer<typeof rowsWithLines>;
  try {
    rows = rowsWithLines.parse(
      parse(text, { bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }),
    );
  } catch (error) {
    return { lines: [], problems: [{ line: lineOfError(error), reason: 'The quotes of this row do not match.' }] };
  }
  const [first, ...rest] = rows;
  const names = (first?.record ?? []).map((cell) => headers[cell.toLowerCase().replace(/[^a-zäöü]/g, '')]);
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) return { lines: [], problems: [{ line: 1, reason: `The header row lacks: ${missing.join(', ')}.` }] };
  const problems: RowProblem[] = [];
  const lines: Line[] = [];
  for (const { record, info } of rest) {
    const wrong = cellProblem(record, names.length);
    if (wrong) problems.push({ line: info.lines, reason: wrong });
    else lines.push({ line: info.lines, cells: toCells(names, record) });
  }
  if (rest.length === 0) problems.push({ line: 1, reason: 'There is no row below the header.' });
  return { lines, problems };
}

function cellProblem(record: readonly string[], count: number): string | undefined {
  if (record.length !== count)
    return `The row has ${record.length} cells instead of ${count}; put cells that contain the separator in quotes.`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return record.some((cell) => /[\u0000-\u001f\u007f]/.test(cell))
    ? 'A cell contains a line break or another control character.'
    : undefined;
}

function toCells(names: readonly (Column | undefined)[], record: readonly string[]): Record<Column, string> {
  const cells = Object.fromEntries(names.map((name, index) => [name, record[index] ?? '']));
  return cells as Record<Column, string>;
}

function lineOfError(error: unknown): number {
  return typeof error === 'object' && error !== null && 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
}

/** Rows of one customer number make one organisation; they must agree about it. */
function mergeLines(lines: readonly Line[], context: CsvContext, problems: RowProblem[]) {
  const byNumber = new Map<string, { organisation: Organisation; contacts: Contact[]; line: number }>();
  const lineOf = new Map<string, number>();
  const numberOf = new Map<string, string>();
  for (const { line, cells } of lines) {
    const report = (reason: string) => void problems.push({ line, reason });
    const read = readOrganisation(cells, context, report);
    const customer = read && mergeOrganisation(byNumber, read, line, context, report);
    const contact = readContact(cells, context, report);
    if (!customer || !contact) continue;
    const before = lineOf.get(contact.email);
    if (before !== undefined) {
      const other = numberOf.get(contact.email) !== customer.organisation.customerNo;
      report(`${contact.email} stands in line ${before} already${other ? ', for another organisation' : ''}.`);
      continue;
    }
    lineOf.set(contact.email, line);
    numberOf.set(contact.email, customer.organisation.customerNo);
    customer.contacts.push({ ...contact, organisationId: customer.organisation.id });
  }
  return { customers: [...byNumber.values()].map(({ organisation, contacts }) => ({ organisation, contacts })), lineOf };
}

type Named = Omit<Organisation, 'id'>;

function mergeOrganisation(
  known: Map<string, { organisation: Organisation; contacts: Contact[]; line: number }>,
  read: Named,
  line: number,
  context: CsvContext,
  report: (reason: string) => void,
) {
  const before = known.get(read.customerNo);
  if (!before) {
    const made = { organisation: { id: context.newId(), ...read }, contacts: [], line };
    known.set(read.customerNo, made);
    return made;
  }
  const same = (key: 'name' | 'products' | 'contracts') => String(before.organisation[key]) === String(read[key]);
  const differing = (['name', 'products', 'contracts'] as const).filter((key) => !same(key));
  if (differing.length > 0) report(`Customer ${read.customerNo} has other ${differing.join(', ')} here than in line ${before.line}.`);
  return before;
}

function readOrganisation(cells: Line['cells'], context: CsvContext, report: (reason: string) => void): Named | undefined {
  if (!cells.customerNo) report('The customer number is missing.');
  if (!cells.organisation) report('The name of the organisation is missing.');
  const products = readProducts(cells.products, context, report);
  const contracts = readProducts(cells.contracts, context, report);
  const stray = contracts.find((id) => !products.includes(id));
  if (stray && products.length > 0) report(`There is a contract for ${stray}, which is not among the products.`);
  if (!cells.customerNo || !cells.organisation) return undefined;
  return { customerNo: cells.customerNo, name: cells.organisation, products, contracts };
}

function readProducts(cell: string, { products }: CsvContext, report: (reason: string) => void): string[] {
  const named = cell
    .split(/[;|,]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const ids = named.flatMap((name) => {
    const wanted = name.toLowerCase();
    const found = products.find(({ id, name: title, synonyms }) =>
      [id, title, ...synonyms].some((known) => known.toLowerCase() === wanted),
    );
    if (!found) report(`The product "${name}" is not known; known are ${products.map(({ id }) => id).join(', ')}.`);
    return found ? [found.id] : [];
  });
  return [...new Set(ids)].sort();
}

/** Out: the contact without its organisation; `undefined` for a row that names nobody, or a bad one. */
function readContact(
  cells: Line['cells'],
  context: CsvContext,
  report: (reason: string) => void,
): Omit<Contact, 'organisationId'> | undefined {
  if (!cells.email && !cells.name) return undefined;
  const email = cells.email.toLowerCase();
  const isAddress = z.email().safeParse(email).success;
  const mayOrder = answers[cells.mayOrder.toLowerCase()];
  if (!isAddress) report(cells.email ? `"${cells.email}" is not an e-mail address.` : 'The e-mail address is missing.');
  if (!cells.name) report('The name of the person is missing.');
  if (mayOrder === undefined) report('Whether the person may order must be ja or nein.');
  return isAddress && cells.name && mayOrder !== undefined ? { id: context.newId(), email, name: cells.name, mayOrder } : undefined;
}
