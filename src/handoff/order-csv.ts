/** Orders and minutes as CSV for invoicing: semicolons and decimal commas as German spreadsheets want them, and no cell that a spreadsheet would run. */
import type { Knowledge } from '../content/knowledge.ts';
import type { OrderLine } from '../domain/agent-ports.ts';
import { billed } from '../domain/effort.ts';

/** Excel takes the file for UTF-8 only with it. */
const byteOrderMark = '\uFEFF';

type Cell = string | number | undefined;

const dateTime = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

export interface Period {
  readonly from: number;
  readonly until: number;
}

/** In: the orders of a time. Out: one line per order, with minutes in the time and altogether, and what is billed for all of them. */
export function ordersCsv(knowledge: Knowledge, lines: readonly OrderLine[], { from, until }: Period): string {
  const { texts } = knowledge;
  const rows = lines.map((line) => orderRow(knowledge, line, (at) => at >= from && at < until));
  return toCsv(texts['agent.csv.orders'], rows);
}

function orderRow(
  { texts, rates }: Knowledge,
  { order, offer, ticket, efforts, steps, objectionOpen }: OrderLine,
  within: (at: number) => boolean,
): Cell[] {
  const { terms } = offer;
  const yes = texts['agent.csv.yes'];
  const minutes = efforts.reduce((sum, effort) => sum + effort.minutes, 0);
  const now = efforts.reduce((sum, effort) => (within(effort.at) ? sum + effort.minutes : sum), 0);
  const sum = billed(order, offer, minutes, objectionOpen);
  const stepAt = (...to: readonly string[]): string => date(steps.findLast((step) => to.includes(step.to))?.at);
  return [
    order.id,
    ticket?.number,
    terms.buyer.customerNo,
    terms.buyer.company,
    terms.buyer.onBehalfOf,
    terms.subject,
    terms.productName,
    rates.categories.find(({ id }) => id === terms.category)?.name ?? terms.category,
    terms.clauses.join(', '),
    date(order.placedAt),
    order.placedByName,
    texts[`portal.order.${order.state}`],
    stepAt('confirmed'),
    stepAt('fulfilled', 'withdrawn', 'cancelled'),
    amount(terms.rate.netCentsPerHour),
    terms.rate.vatPercent,
    terms.rate.incrementMinutes,
    terms.rate.minimumMinutes,
    terms.ceilingMinutes,
    now,
    minutes,
    sum.billedMinutes,
    amount(sum.netCents),
    amount(sum.vatCents),
    amount(sum.grossCents),
    objectionOpen ? yes : '',
    terms.rate.example ? yes : '',
  ];
}

/** In: the orders of a time. Out: one line per entry of minutes within it. */
export function minutesCsv({ texts }: Knowledge, lines: readonly OrderLine[], { from, until }: Period): string {
  const rows = lines.flatMap(({ order, offer, ticket, efforts }) =>
    efforts
      .filter(({ at }) => at >= from && at < until)
      .map((effort): Cell[] => [
        order.id,
        ticket?.number,
        offer.terms.buyer.customerNo,
        offer.terms.buyer.company,
        date(effort.at),
        effort.agentName,
        effort.minutes,
        effort.note,
      ]),
  );
  return toCsv(texts['agent.csv.minutes'], rows);
}

function toCsv(head: string, rows: readonly (readonly Cell[])[]): string {
  const titles = head.split(';').map((title) => title.trim());
  return `${byteOrderMark}${[titles, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

/** A spreadsheet runs text that begins like a formula, also behind spaces; an apostrophe keeps it text. Numbers stay numbers. */
export function cell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const text = /^\s*[=+\-@\t\r\n|%＝＋－＠]/u.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

const date = (at: number | undefined): string => (at === undefined ? '' : dateTime.format(at));
const amount = (cents: number): number => cents / 100;
