/** Our side in tests: a storage whose tickets go to a system, turns that make and change them, and a worker with a clock of its own. */
import { randomUUID } from 'node:crypto';
import type { Storage } from '../../src/domain/ports.ts';
import type { Ticket, TicketEvent } from '../../src/domain/ticket.ts';
import { type OutsideTurns, outsidePrincipalId, type TicketSystem } from '../../src/domain/ticketing.ts';
import type { TicketState } from '../../src/domain/vocabulary.ts';
import { openStorage } from '../../src/storage/open.ts';
import { makeWorker, type Worker } from '../../src/ticketing/worker.ts';
import { temporaryFolder } from '../storage/engines.ts';
import { ledgerKey } from '../storage/ledger-key.ts';
import { event, request, saved, take, ticket } from '../storage/things.ts';
import { freshReference } from './systems.ts';

export interface World {
  readonly storage: Storage;
  readonly worker: Worker;
  readonly errors: string[];
  /** A turn that makes a ticket. */
  make(change?: Partial<Ticket>): Promise<Ticket>;
  /** A turn that adds a message and perhaps changes the state. Out: the ticket as stored then. */
  change(ticket: Ticket, text: string, to?: TicketState): Promise<Ticket>;
  /** The ticket as stored now. */
  stored(ticket: Ticket): Promise<Ticket>;
  close(): Promise<void>;
}

/** A worker over a storage, as another process would have one. */
export function workerOn(
  store: Storage,
  system: TicketSystem,
  now: () => number,
  { random = Math.random, errors = [] }: { random?: () => number; errors?: string[] } = {},
): Worker {
  const error = (fields: object, message: string) => void errors.push(`${message} ${JSON.stringify(fields)}`);
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error };
  const turns = plainTurns(store, system.name, now);
  return makeWorker({
    store,
    system,
    now,
    random,
    log,
    turns,
    pageOf: (number) => `https://portal.example/${number}`,
    files: async () => [],
  });
}

/** The turns of an agent outside with nothing but the rules of tickets: what is said in the chat is tested elsewhere. */
function plainTurns(store: Storage, system: string, now: () => number): OutsideTurns {
  const act = async (ticket: Ticket, key: string, change: Partial<Ticket>, line: Partial<TicketEvent>): Promise<'done'> => {
    const at = now();
    const activity = { channel: 'system', conversationId: ticket.conversationId, activityId: key } as const;
    const current = (await store.ticketFile(ticket.id))?.ticket ?? ticket;
    const changed: Ticket = { ...current, ...change, updatedAt: at };
    const events = [event(ticket.id, { id: randomUUID(), at, author: 'agent', ...line })];
    await take(store, ticket.conversationId, {
      at,
      activity,
      messages: [],
      principal: { kind: 'agent', id: outsidePrincipalId(system), mayOrder: false, verifiedBy: 'hostSignature', at },
      effects: [{ kind: 'changeTicket', ticket: changed, events }],
    });
    return 'done';
  };
  return {
    setState: (ticket, to, key) => act(ticket, key, { state: to }, { kind: 'state', from: ticket.state, to }),
    answer: (ticket, text, key) => act(ticket, key, {}, { kind: 'message', text }),
  };
}

/** In: the system, the clock, chance; a storage connected to the system, else one of its own. */
export async function makeWorld(
  system: TicketSystem,
  now: () => number,
  random: () => number = Math.random,
  given?: Storage,
): Promise<World> {
  const storage = given ?? (await openStorage({ dataDir: temporaryFolder(), ledgerKey, ticketSystem: system.name }));
  const errors: string[] = [];
  const worker = workerOn(storage, system, now, { random, errors });
  const stored = async (one: Ticket): Promise<Ticket> => {
    const file = await storage.ticketFile(one.id);
    if (!file) throw new Error('The ticket is not stored');
    return file.ticket;
  };
  return {
    storage,
    worker,
    errors,
    stored,
    async make(change = {}) {
      const conversation = `c-${randomUUID()}`;
      const at = now();
      const asked = request(conversation, { id: `request-${randomUUID()}` });
      const made = ticket(asked, {
        id: randomUUID(),
        number: freshReference(),
        coverage: 'undecided',
        contactName: 'Änne Öhler',
        contactEmail: `kundin-${randomUUID().slice(0, 8)}@muster.example`,
        createdAt: at,
        updatedAt: at,
        ...change,
      });
      const first = event(made.id, { id: randomUUID(), at, text: made.body });
      await must(
        take(storage, conversation, {
          at,
          effects: [
            { kind: 'saveRequest', request: asked },
            { kind: 'createTicket', ticket: made, events: [first] },
          ],
        }),
      );
      return saved(made);
    },
    async change(old, text, to = old.state) {
      const at = now();
      const line: TicketEvent = { id: randomUUID(), ticketId: old.id, at, kind: 'message', visibility: 'public', author: 'customer', text };
      const state: TicketEvent = { ...line, id: randomUUID(), kind: 'state', text: undefined, from: old.state, to };
      const changed: Ticket = { ...old, state: to, updatedAt: at };
      await must(
        take(storage, old.conversationId, {
          at,
          effects: [{ kind: 'changeTicket', ticket: changed, events: to === old.state ? [line] : [line, state] }],
        }),
      );
      return saved(changed);
    },
    async close() {
      await worker.close();
      await storage.close();
    },
  };
}

async function must(outcome: Promise<string>): Promise<void> {
  if ((await outcome) !== 'committed') throw new Error('The turn was not committed');
}

/** A sequence of numbers in [0, 1) that is the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
