/** The one commit of a turn: everything it changed in one transaction, or nothing. */
import type { Effect } from '../domain/effect.ts';
import type { LedgerDraft, LedgerKey } from '../domain/ledger.ts';
import type { Json } from '../domain/message.ts';
import type { CommitOutcome, Conversation, Span, TurnCommit } from '../domain/ports.ts';
import { never } from '../domain/vocabulary.ts';
import { conflict, type Database, type Executor, insert, mustChange } from './database.ts';
import { keepNote } from './editor-notes.ts';
import { addCounts } from './figures.ts';
import { changeHandoff, requestHandoff } from './handoffs.ts';
import { appendLedger } from './ledger.ts';
import { fromMessage } from './messages.ts';
import { decideObjection, raiseObjection } from './objections.ts';
import { decideOffer, forwardOffer, makeOffer } from './offers.ts';
import { addEffort, changeOrder, keepAssessment } from './order-life.ts';
import { enqueue } from './outbox.ts';
import { saveRequest } from './requests.ts';
import { statement } from './statement.ts';
import { StorageError } from './storage-error.ts';
import { chooseAgentChannel, keepLookup } from './teams.ts';
import { bringOver } from './ticket-work.ts';
import { changeTicket, createTicket } from './tickets.ts';
import { schedule, unschedule } from './timers.ts';

const updateConversation = statement<{
  id: string;
  version: number;
  loadedSeq: number;
  lastSeq: number;
  address: string | null;
  changedAt: number;
}>()((db, p) =>
  db
    .updateTable('conversations')
    .set((eb) => ({ last_seq: p('lastSeq'), version: eb('version', '+', 1), address: p('address'), changed_at: p('changedAt') }))
    .where('id', '=', p('id'))
    .where('version', '=', p('version'))
    .where('last_seq', '=', p('loadedSeq')),
);

const updateDialog = statement<{ key: string; state: string; version: number }>()((db, p) =>
  db
    .updateTable('dialogs')
    .set((eb) => ({ state: p('state'), version: eb('version', '+', 1) }))
    .where('key', '=', p('key'))
    .where('version', '=', p('version')),
);

export interface CommitTools {
  readonly ledgerKey: LedgerKey;
  /** The ticket system outside that tickets are brought to, if there is one. */
  readonly ticketSystem: string | undefined;
  /** Runs last inside the transaction; PostgreSQL notifies the other processes here. */
  readonly announce: (tx: Executor, conversationId: string, lastSeq: number) => Promise<void>;
}

/** Writes the turn. `conflict` when anything it rests on has changed or a unique key is taken: nothing was written then. */
export async function commit(db: Database, turn: TurnCommit, tools: CommitTools): Promise<CommitOutcome> {
  const span = spanOf(turn);
  try {
    await db.transaction((tx) => write(tx, turn, span, tools));
    return 'committed';
  } catch (error) {
    if (error === conflict || db.isConflict(error)) return 'conflict';
    throw error;
  }
}

/** The messages continue the conversation without a gap; an empty span starts behind its last message. */
export function spanOf({ conversation, messages }: TurnCommit): Span {
  for (const [index, message] of messages.entries()) {
    if (message.seq !== conversation.lastSeq + 1 + index || message.conversationId !== conversation.id) {
      throw new StorageError(
        'turn-inconsistent',
        `Message ${message.seq} does not continue conversation ${conversation.id} after ${conversation.lastSeq}.`,
      );
    }
  }
  return { firstSeq: conversation.lastSeq + 1, lastSeq: conversation.lastSeq + messages.length };
}

async function write(tx: Executor, turn: TurnCommit, span: Span, tools: CommitTools): Promise<void> {
  const { activity, conversation, dialog, press } = turn;
  const spanColumns = { first_seq: span.firstSeq, last_seq: span.lastSeq };
  await saveConversation(tx, conversation, span.lastSeq);
  await insert(tx, 'messages', turn.messages.map(fromMessage));
  await insert(tx, 'seen', [
    { channel: activity.channel, conversation_id: conversation.id, activity_id: activity.activityId, ...spanColumns },
  ]);
  if (press !== undefined) await insert(tx, 'presses', [{ conversation_id: conversation.id, action_id: press, ...spanColumns }]);
  const state = JSON.stringify(dialog.state);
  if (dialog.expectedVersion === 0) await insert(tx, 'dialogs', [{ key: dialog.key, conversation_id: conversation.id, state, version: 1 }]);
  else await mustChange(tx, updateDialog, { key: dialog.key, state, version: dialog.expectedVersion });
  for (const effect of inSafeOrder(turn.effects)) await apply(tx, effect, turn, tools);
  await appendLedger(tx, tools.ledgerKey, turn.effects.flatMap(draftOf));
  await addCounts(tx, turn.counts, conversation.id, turn.at);
  await tools.announce(tx, conversation.id, span.lastSeq);
}

async function saveConversation(tx: Executor, conversation: Conversation, lastSeq: number): Promise<void> {
  const { id, channel, kind, version, startedAt } = conversation;
  const address = conversation.address ? JSON.stringify(conversation.address) : null;
  /** Bookkeeping of the database, not the turn's time: listeners look here for what they missed. */
  const changedAt = Date.now();
  if (version === 0) {
    await insert(tx, 'conversations', [
      { id, channel, kind, last_seq: lastSeq, version: 1, started_at: startedAt, changed_at: changedAt, address },
    ]);
  } else {
    await mustChange(tx, updateConversation, { id, version, loadedSeq: conversation.lastSeq, lastSeq, address, changedAt });
  }
}

/** An offer makes room before its successor opens; the rest keeps its order. */
const inSafeOrder = (effects: readonly Effect[]): readonly Effect[] =>
  effects.length < 2 ? effects : [...effects].sort((a, b) => Number(b.kind === 'decideOffer') - Number(a.kind === 'decideOffer'));

const draftOf = (effect: Effect): LedgerDraft[] => ('ledger' in effect ? [effect.ledger] : []);

async function apply(tx: Executor, effect: Effect, turn: TurnCommit, tools: CommitTools): Promise<void> {
  const conversationId = turn.conversation.id;
  switch (effect.kind) {
    case 'saveRequest':
      return saveRequest(tx, effect.request);
    case 'makeOffer':
      return makeOffer(tx, effect.offer);
    case 'decideOffer':
      return decideOffer(tx, effect.offer, effect.to, effect.at, effect.order);
    case 'forwardOffer':
      return forwardOffer(tx, effect.offer, effect.at);
    case 'changeOrder':
      return changeOrder(tx, effect.order, effect.to, effect.at, effect.change);
    case 'addEffort':
      return addEffort(tx, effect.effort);
    case 'raiseObjection':
      return raiseObjection(tx, effect.objection);
    case 'decideObjection':
      return decideObjection(tx, effect.objection);
    case 'keepAssessment':
      return keepAssessment(tx, effect.assessment);
    case 'createTicket':
      await createTicket(tx, effect.ticket, effect.events);
      return bringOver(tx, tools.ticketSystem, effect, turn);
    case 'changeTicket':
      await changeTicket(tx, effect.ticket, effect.events);
      return bringOver(tx, tools.ticketSystem, effect, turn);
    case 'schedule':
      return schedule(tx, { ...effect, conversationId });
    case 'unschedule':
      return unschedule(tx, effect.key);
    case 'enqueue':
      // Of one conversation, what a hub hears goes out in order.
      return enqueue(
        tx,
        {
          ...effect,
          payload: effect.payload as unknown as Json,
          ...(effect.work === 'handoff' ? { lane: `handoff:${conversationId}` } : {}),
        },
        turn.at,
      );
    case 'requestHandoff':
      return requestHandoff(tx, effect.handoff, effect.events);
    case 'changeHandoff':
      return changeHandoff(tx, effect);
    case 'keepLookup':
      return keepLookup(tx, effect.lookup);
    case 'chooseAgentChannel':
      return chooseAgentChannel(tx, { ...effect, conversationId, address: turn.conversation.address ?? {} });
    case 'note':
      return keepNote(tx, effect, conversationId, turn.at);
    default:
      return never(effect);
  }
}
