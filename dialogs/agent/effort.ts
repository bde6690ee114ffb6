/** Minutes an agent enters: refused before order and confirmation and beyond the ceiling, told to the customer where they are billed. */
import { fill } from '../../src/content/knowledge.ts';
import { type Phrase, phrase } from '../../src/content/text-keys.ts';
import type { AgentAction } from '../../src/domain/agent-action.ts';
import { type Effort, judgeEffort } from '../../src/domain/effort.ts';
import { type Case, isOver } from '../case.ts';
import { requestLedger } from '../request-ledger.ts';
import type { DialogState } from '../state.ts';
import { refuse, type Scene, type Step, say, writtenTexts } from '../step.ts';
import { changeTicket } from '../ticket-change.ts';

type AddEffort = Extract<AgentAction, { kind: 'addEffort' }>;

export function addEffort(scene: Scene, state: DialogState, found: Case, { minutes, note }: AddEffort): Step {
  const { ticket, order, orderedOffer, objection, request } = found;
  if (!ticket) return refuse(state, 'ticketMissing');
  if (isOver(ticket)) return refuse(state, 'closed');
  const before = order ? found.minutes : unbilledMinutes(found);
  const verdict = judgeEffort({ ticket, order, offer: orderedOffer, objection, before, minutes });
  if (!verdict.ok) return refuse(state, verdict.code);
  const { turn } = scene;
  const effort: Effort = {
    id: turn.ids.id(),
    ticketId: ticket.id,
    requestId: request.id,
    orderId: verdict.billable ? order?.id : undefined,
    agentId: turn.principal.id,
    agentName: turn.principal.name ?? '',
    minutes,
    note,
    billable: verdict.billable,
    at: turn.at,
  };
  const facts = { minutes, billable: verdict.billable, total: before + minutes };
  const about = verdict.billable ? { request, ticket, offer: orderedOffer, order } : { request, ticket };
  const ledger = requestLedger(scene, 'effort', about, facts, { note });
  const text = fill(writtenTexts(scene)['effort.line'], { minutes, note });
  const line = { kind: 'effort', author: 'agent', text, visibility: verdict.billable ? 'public' : 'internal' } as const;
  const words = verdict.billable ? told(found, minutes, note) : [];
  return say(state, words.length > 0 ? [{ kind: 'text', phrases: words, important: true }] : [], [
    { kind: 'addEffort', effort, ledger },
    changeTicket(scene, ticket, {}, [line], 'agent').effect,
  ]);
}

function unbilledMinutes({ efforts }: Case): number {
  return efforts.reduce((sum, effort) => (effort.billable ? sum : sum + effort.minutes), 0);
}

function told({ ticket, orderedOffer, minutes: before }: Case, minutes: number, note: string): Phrase[] {
  const number = ticket?.number ?? '';
  const total = before + minutes;
  const ceiling = orderedOffer?.terms.ceilingMinutes;
  const entered =
    minutes > 0 ? phrase('effort.added', { number, minutes, note }) : phrase('effort.corrected', { number, minutes: -minutes, note });
  return [entered, ceiling === undefined ? phrase('effort.total', { total }) : phrase('effort.totalOf', { total, ceiling })];
}
