/** Numbers for tickets, reserved a few at a time so that a turn can mint one without waiting. Gaps are fine. */
import type { TurnStore } from '../domain/ports.ts';
import { ticketNumber } from '../domain/ticket.ts';

const batch = 10;

export interface TicketNumbers {
  /** Makes sure that at least three numbers for the year are at hand. */
  prepare(at: number): Promise<void>;
  /** The next number; throws when `prepare` was not called. */
  next(): string;
}

const yearOf = (at: number): number => Number(new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', year: 'numeric' }).format(at));

export function makeTicketNumbers(store: TurnStore): TicketNumbers {
  let year = 0;
  let nextYear = 0;
  let free: number[] = [];
  const prepare = async (at: number): Promise<void> => {
    const now = free.length >= 3 && at < nextYear ? year : yearOf(at);
    if (now === year && free.length >= 3) return;
    const first = await store.reserveTicketNumbers(now, batch);
    free = [...(now === year ? free : []), ...Array.from({ length: batch }, (_, index) => first + index)];
    year = now;
    nextYear = Date.UTC(year + 1, 0, 1) - 3_600_000;
  };
  const next = (): string => {
    const counter = free.shift();
    if (counter === undefined) throw new Error('No ticket number was reserved');
    return ticketNumber(year, counter);
  };
  return { prepare, next };
}
