/** Reads a ticket outside and takes what is new: a status and public answers as turns of ours, the rest as it was said. */
import { type Takeover, takeOver } from '../domain/takeover.ts';
import type { Ticket } from '../domain/ticket.ts';
import { type SystemEvent, type SystemTicket, statusAlarms } from '../domain/ticketing.ts';
import type { BringParts, Linked } from './bring-parts.ts';

/** In: the ticket's file. What is read twice changes nothing the second time: turns have keys, lines have ids. */
export async function readAnew(parts: BringParts, file: Linked): Promise<void> {
  const { store, system, now, log } = parts;
  const { ticket, link } = file;
  if (link.foreignId === undefined) return;
  const found = await system.get(link.foreignId);
  if (!found) return store.raiseAlarm({ about: ticket.id, kind: 'gone', text: link.foreignId, at: now() });
  const messages = await system.history(link.foreignId, link.lastEvent);
  const takeover = await takeStatus(parts, file, found);
  const left: SystemEvent[] = [];
  for (const message of messages) if (!(await takeAnswer(parts, ticket, found, message))) left.push(message);
  await store.keepForeign(ticket.id, found, { takeover, messages: left, lastEvent: messages.at(-1)?.id }, now());
  if (takeover.kind === 'keep' && takeover.alarm) {
    log.warn({ ticket: ticket.number, alarm: takeover.alarm, raw: found.rawStatus }, 'ticketing.status-kept');
  }
}

async function takeStatus({ system, turns }: BringParts, file: Linked, found: SystemTicket): Promise<Takeover> {
  const { ticket, order, link, alarms } = file;
  const alarmed = statusAlarms.some((kind) => alarms.includes(kind));
  const takeover = takeOver({ ticket, order: order?.state, lastRaw: link.rawStatus, alarmed }, found);
  if (takeover.kind !== 'change') return alarmed && takeover.kind === 'same' ? { kind: 'keep' } : takeover;
  const key = `${system.name}:${found.id}:${found.rawStatus}:${found.updatedAt}`;
  if ((await turns.setState(ticket, takeover.to, key)) === 'done') return takeover;
  return { kind: 'keep', alarm: takeover.to === 'open' && ticket.coverage === 'billable' ? 'orderRule' : 'statusNotAllowed' };
}

/** Out: false for what no turn takes: our own words, internal ones, the requester's mails, and answers to a ticket that is over. */
async function takeAnswer({ system, turns }: BringParts, ticket: Ticket, found: SystemTicket, message: SystemEvent): Promise<boolean> {
  const { kind, visibility, author, text, id } = message;
  if (kind !== 'message' || visibility !== 'public' || author !== 'agent' || !text) return false;
  return (await turns.answer(ticket, text, `${system.name}:${found.id}:message:${id}`)) === 'done';
}
