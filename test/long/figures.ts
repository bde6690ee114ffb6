/** What a long test counted, for the table in docs/trust.md. Told only after everything was checked: a test that fails tells nothing. */
import { appendFileSync } from 'node:fs';

export interface Figures {
  /** What was done, with numbers. */
  readonly size: string;
  /** What was done against it, with numbers. */
  readonly faults: string;
  /** Counted, where there is something that could be. */
  readonly lost?: number | undefined;
  readonly doubled?: number | undefined;
}

/** Does nothing unless `npm run test:long` asked. */
export function tell(figures: Figures): void {
  const file = process.env.LONG_FIGURES;
  if (file) appendFileSync(file, `${JSON.stringify(figures)}\n`);
}

/** `12345` as `12,345`. */
export const count = (n: number): string => n.toLocaleString('en-GB');
