import type { TicketEvent } from '../domain/ticket.ts';
import {
  type AlarmKind,
  type SystemDraft,
  type SystemTicket,
  type TicketingWork,
  type TicketSystem,
  TicketSystemError,
} from '../domain/ticketing.ts';
import { never } from '../domain/vocabulary.ts';
import type { BringParts, Linked } from './bring-parts.ts';
import { isOurs, nextCreateStep } from './create-step.ts';
import { draftOf } from './draft.ts';
import { readAnew } from './read-anew.ts';

/** done: nothing is left to do · again: at that time · givenUp: a person has to look, and an alarm says so */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly at: number; readonly why: string }
  | { readonly kind: 'givenUp'; readonly why: string };

const done: Outcome = { kind: 'done' };
const sweepAfterMs = 10 * 60_000;
/** Where a look-up sees all that was committed, a repeated send after it is safe; where it lags, a third is too many. */
const maxPosts = { native: 10, strong: 10, eventual: 3 } as const;
/** From here on a person should know, though it goes on. */
const manyPosts = 3;

/** In: the work and how often it was begun, this time included. Out: what came of it; fails with `TicketSystemError` when the system failed. */
export async function bring(parts: BringParts, work: TicketingWork, attempts: number): Promise<Outcome> {
  const file = await parts.store.ticketFile(work.ticketId);
  if (!file?.link || file.link.system !== parts.system.name) return done;
  const linked: Linked = { ...file, link: file.link };
  switch (work.kind) {
    case 'create':
      return create(parts, linked, work);
    case 'change':
      return change(parts, linked, work, attempts);
    case 'read':
      await readAnew(parts, linked);
      return done;
    case 'sweep':
      return sweep(parts, linked);
    default:
      return never(work);
  }
}

async function create(parts: BringParts, file: Linked, work: Extract<TicketingWork, { kind: 'create' }>): Promise<Outcome> {
  const { system, now } = parts;
  if (file.link.foreignId !== undefined) return done;
  const draft = await draftFor(parts, file, work.stand);
  const found = await system.findByReference(draft.reference);
  const { settleMs, idempotency } = system.capabilities;
  const step = nextCreateStep({ draft, found, link: file.link, settleMs, maxPosts: maxPosts[idempotency], now: now() });
  switch (step.kind) {
    case 'take':
      await keep(parts, file, draft, step.ticket, await system.update(step.ticket.id, draft));
      return done;
    case 'taken':
      await alarm(parts, file.ticket.id, 'referenceTaken', `${step.ticket.number}: ${draft.reference}`);
      return { kind: 'givenUp', why: 'the reference is taken' };
    case 'wait':
      return { kind: 'again', at: step.until, why: 'the answer was lost; looking whether it was made' };
    case 'giveUp':
      await alarm(parts, file.ticket.id, 'needsAttention', `${file.link.posts} requests without an answer`);
      return { kind: 'givenUp', why: 'sent too often without an answer' };
    case 'post':
      return post(parts, file, draft);
    default:
      return never(step);
  }
}

async function post(parts: BringParts, file: Linked, draft: SystemDraft): Promise<Outcome> {
  const { store, system, now } = parts;
  const { settleMs, timeoutMs } = system.capabilities;
  const { id } = file.ticket;
  await store.posting(id, now() + timeoutMs + settleMs);
  try {
    const { ticket, dropped } = await system.create(draft);
    await keep(parts, file, draft, ticket, dropped);
    return done;
  } catch (error) {
    if (!(error instanceof TicketSystemError)) throw error;
    if (error.outcome === 'notDone') {
      await store.posted(id, undefined);
      throw error;
    }
    await store.posted(id, now() + settleMs);
    if (file.link.posts + 1 >= manyPosts) await alarm(parts, id, 'needsAttention', `${file.link.posts + 1} requests without an answer`);
    return { kind: 'again', at: now() + Math.max(250, settleMs / 8), why: error.message };
  }
}

/** The ticket is there: what it lacks is added once, told to the agents, and never a reason to make another. */
async function keep(
  parts: BringParts,
  { ticket }: Linked,
  draft: SystemDraft,
  found: SystemTicket,
  dropped: readonly string[],
): Promise<void> {
  const { store, system, now } = parts;
  const missing = dropped.length > 0 ? await system.update(found.id, draft) : [];
  if (missing.length > 0) await tellMissing(parts, ticket.id, found, draft, missing);
  await store.brought(ticket.id, found, now(), now() + sweepAfterMs);
  await store.clearAlarm(ticket.id, 'needsAttention');
}

async function tellMissing(
  { store, system, now }: BringParts,
  ticketId: string,
  found: SystemTicket,
  draft: SystemDraft,
  missing: readonly string[],
): Promise<void> {
  await store.raiseAlarm({ about: ticketId, kind: 'fieldsDropped', text: `${found.number}: ${missing.join(', ')}`, at: now() });
  const { requester, product, coverage, order } = draft;
  const text = JSON.stringify({ missing, requester, product, coverage, order }, undefined, 2);
  await system.addMessage(found.id, { reference: `${draft.reference}-fields`, text, visibility: 'internal', mayExist: true });
}

async function change(
  parts: BringParts,
  file: Linked,
  work: Extract<TicketingWork, { kind: 'change' }>,
  attempts: number,
): Promise<Outcome> {
  const { store, system } = parts;
  const { foreignId } = file.link;
  if (foreignId === undefined) return { kind: 'givenUp', why: 'the ticket was never brought over' };
  const events = await store.ticketEvents(work.events);
  for (const event of events) await bringMessage(system, foreignId, event, attempts > 1);
  // Words alone change no field.
  const wordsOnly = events.length > 0 && events.every((event) => event.kind === 'message');
  const draft = draftOf(file, work.stand, parts.pageOf(file.ticket.number), []);
  const missing = wordsOnly ? [] : await system.update(foreignId, draft);
  if (missing.length > 0) await alarm(parts, file.ticket.id, 'fieldsDropped', missing.join(', '));
  if (events.some((event) => event.kind === 'state')) await bringState(parts, file, foreignId, work.stand.state);
  return done;
}

async function bringMessage(system: TicketSystem, foreignId: string, event: TicketEvent, mayExist: boolean): Promise<void> {
  if (!event.text || event.kind === 'state') return;
  const visibility = event.kind === 'message' ? event.visibility : 'internal';
  await system.addMessage(foreignId, { reference: event.id, text: event.text, visibility, mayExist });
}

/** A status the system refuses stays as it is there; ours holds, and an agent is told. */
async function bringState(parts: BringParts, { ticket }: Linked, foreignId: string, state: Linked['ticket']['state']): Promise<void> {
  const { store, system } = parts;
  try {
    await store.keepRaw(ticket.id, await system.changeStatus(foreignId, state));
    await store.clearAlarm(ticket.id, 'statusRefused');
  } catch (error) {
    if (!(error instanceof TicketSystemError) || error.kind !== 'refused') throw error;
    await alarm(parts, ticket.id, 'statusRefused', `${state}: ${error.message}`);
  }
}

/** The last protection where nothing outside is unique: the oldest stays, the others are folded into it. */
async function sweep(parts: BringParts, file: Linked): Promise<Outcome> {
  const { system } = parts;
  const draft = { reference: file.link.reference, createdAt: file.ticket.createdAt };
  const found = (await system.findByReference(draft.reference)).filter((ticket) => isOurs(ticket, draft));
  const keepId = file.link.foreignId;
  const kept = found.find((ticket) => ticket.id === keepId) ?? found[0];
  for (const second of found) if (kept && second.id !== kept.id) await system.foldDuplicate(second.id, kept);
  return done;
}

async function draftFor({ files, pageOf }: BringParts, file: Linked, stand: Parameters<typeof draftOf>[1]): Promise<SystemDraft> {
  return draftOf(file, stand, pageOf(file.ticket.number), await files(file.uploads));
}

async function alarm({ store, now }: BringParts, about: string, kind: AlarmKind, text: string): Promise<void> {
  await store.raiseAlarm({ about, kind, text, at: now() });
}
