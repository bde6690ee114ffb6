/** What work on a ticket outside needs. */
import type { Log } from '../domain/log.ts';
import type { OutsideTurns, SystemFile, TicketFile, TicketingStore, TicketLink, TicketSystem } from '../domain/ticketing.ts';

export interface BringParts {
  readonly store: TicketingStore;
  readonly system: TicketSystem;
  readonly now: () => number;
  readonly log: Log;
  readonly turns: OutsideTurns;
  /** Address of our page of a ticket. */
  readonly pageOf: (number: string) => string;
  readonly files: (uploads: readonly string[]) => Promise<readonly SystemFile[]>;
}

export type Linked = TicketFile & { readonly link: TicketLink };
