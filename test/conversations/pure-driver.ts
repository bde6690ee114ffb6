/** Talks to the turn engine over a store in memory: the dialogs alone, without database or network. */
import { fill } from '../../src/content/knowledge.ts';
import { type Agent, agentPrincipal } from '../../src/domain/agent.ts';
import type { AgentRefusal } from '../../src/domain/agent-action.ts';
import type { DeskAction, DeskRefusal } from '../../src/domain/handoff-action.ts';
import type { Principal } from '../../src/domain/identity.ts';
import { demoAgents, demoColleague, demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { makeEngine } from '../../src/turn/engine.ts';
import type { Arrival, TurnResult } from '../../src/turn/types.ts';
import type { Snapshot } from '../../src/understanding/snapshot.ts';
import { shippedSnapshot } from '../support/knowledge.ts';
import { type MemoryStore, memoryStore } from '../support/memory-store.ts';
import type { ActionIds } from './agent-lines.ts';
import { remoteCode } from './given-content.ts';
import { cardButtons, type Driver, type SeenMessage } from './play.ts';
import { fireTimers } from './pure-timers.ts';
import type { Transcript } from './transcript.ts';

const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (fields: object, message: string) => {
    throw new Error(message, { cause: fields });
  },
};

export async function pureDriver(transcript: Transcript): Promise<Driver> {
  const { who, where, rates } = transcript;
  const snapshot = given(transcript, await shippedSnapshot(rates === 'example'));
  const store = memoryStore([{ organisation: demoOrganisation, contacts: [demoCustomer, demoColleague] }]);
  let count = 0;
  let at = Date.UTC(2026, 10, 22, 9, 0);
  const next = (prefix: string): string => {
    count += 1;
    return `${prefix}-${count}`;
  };
  const engine = makeEngine({
    store,
    snapshot: () => snapshot,
    publicUrl: () => 'https://support.example',
    newId: () => next('id'),
    newToken: () => next('token'),
    log: silent,
    pause: async () => {},
  });
  let last: Arrival | undefined;
  const take = async (input: Arrival['input'], principal = principalFor(who, at)): Promise<TurnResult> => {
    last = {
      channel: input.kind === 'agent' || input.kind === 'desk' ? 'system' : 'webchat',
      conversationId: 'conversation',
      conversationKind: where,
      dialogScope: 'main',
      activityId: next('activity'),
      principal,
      at,
      input,
    };
    return engine.take(last);
  };
  const here = new Set<string>();
  const signs = () => {
    for (const id of here) store.desk.presence.set(id, { seenAt: at, isAvailable: true });
  };
  /** Whoever is there gives a sign of life every minute. */
  const passTime = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= stepMs) {
      at += here.size > 0 ? Math.min(left, stepMs) : left;
      signs();
      await fireTimers(store, engine, at);
      if (here.size === 0) return;
    }
  };
  return {
    desk: async (which, deed) => {
      const agent = demoAgents[which - 1] as Agent;
      last = undefined;
      if (deed.kind === 'arrives') here.add(agent.id);
      if (deed.kind === 'leaves' || deed.kind === 'fallsAway') here.delete(agent.id);
      if (deed.kind === 'leaves') store.desk.presence.set(agent.id, { seenAt: at, isAvailable: false });
      signs();
      if (deed.kind !== 'acts') return { messages: [] };
      const handoffId = [...store.desk.handoffs.keys()].at(-1) ?? '';
      const result = await take({ kind: 'desk', action: { ...deed.action, handoffId } as DeskAction }, agentPrincipal(agent, 'demo', at));
      const { code, values } = result.refusal ?? {};
      return {
        messages: seen(result),
        refused: code && fill(snapshot.knowledge.texts[`agent.refused.${code as DeskRefusal}`], values ?? {}),
      };
    },
    say: async (text) => seen(await take({ kind: 'text', text, uploads: [] })),
    press: async (button) => seen(await take({ kind: 'press', a: button.value.a, values: {} })),
    agent: async (who, deed) => {
      const result = await take(
        { kind: 'agent', action: deed(newestIds(store)) },
        agentPrincipal(demoAgents[who - 1] as Agent, 'demo', at),
      );
      const code = result.refusal?.code as AgentRefusal | undefined;
      return { messages: seen(result), refused: code && snapshot.knowledge.texts[`agent.refused.${code}`] };
    },
    redeliver: async () => {
      const before = store.messages.length;
      if (last) await engine.take(last);
      return seen({ outcome: 'done', replies: store.messages.slice(before) });
    },
    later: async (ms) => {
      const before = store.messages.length;
      await passTime(ms);
      return seen({ outcome: 'done', replies: store.messages.slice(before) });
    },
    outcome: async () => ({
      tickets: store.tickets.size,
      orders: store.orders.size,
      ledger: store.ledger.map((draft) => draft.kind),
      minutes: minutesIn(store),
      transcripts: transcriptsIn(store),
      lookups: store.lookups.length,
    }),
    close: () => engine.close(),
  };
}

/** What the newest request of the store has that an agent may act on. */
function newestIds({ requests, offers, orders, objections }: MemoryStore): ActionIds {
  const request =
    [...requests.values()].findLast(({ state }) => state === 'ticketed' || state === 'offered') ?? [...requests.values()].at(-1);
  const of = <T extends { id: string; requestId: string }>(rows: ReadonlyMap<string, T>): string =>
    [...rows.values()].findLast(({ requestId }) => requestId === request?.id)?.id ?? '';
  return { requestId: request?.id ?? '', offerId: of(offers), orderId: of(orders), objectionId: of(objections) };
}

const stepMs = 60_000;

function transcriptsIn({ tickets, ticketEvents }: MemoryStore): number {
  const holds = (text: string | undefined): boolean => text?.includes('Verlauf des Gesprächs:') === true;
  return [...tickets.values()].filter(
    ({ id, body }) => holds(body) || ticketEvents.some((event) => event.ticketId === id && holds(event.text)),
  ).length;
}

/** The snapshot as the file gives it. The pure clock starts on a Sunday. */
function given({ isClosed, hasRemote }: Transcript, snapshot: Snapshot): Snapshot {
  const { knowledge } = snapshot;
  const hours = isClosed
    ? { timeZone: 'Europe/Berlin', week: { wednesday: [{ from: '08:00', until: '12:00' }] }, closedOn: [] }
    : undefined;
  const service = hasRemote ? { ...knowledge.service, remoteCode: remoteCode } : knowledge.service;
  return { ...snapshot, knowledge: { ...knowledge, hours, service } };
}

function minutesIn({ efforts }: MemoryStore): number {
  return [...efforts.values()].reduce((sum, { billable, minutes }) => (billable ? sum + minutes : sum), 0);
}

function seen(result: TurnResult): SeenMessage[] {
  return result.replies.map(({ content }) => ({
    text: content.text,
    buttons: [...(content.buttons ?? []).map(({ title, a }) => ({ title, value: { a } })), ...cardButtons(content.card)],
  }));
}

export function principalFor(who: Transcript['who'], at: number): Principal {
  if (who === 'anonymous') return { kind: 'anonymous', id: 'dl_visitor', mayOrder: false, verifiedBy: 'none', at };
  if (who === 'staff') return { kind: 'staff', id: demoAgents[0]?.id ?? '', name: 'Person', mayOrder: false, verifiedBy: 'demo', at };
  const { id, name, email, organisationId, mayOrder } = who === 'customer' ? demoCustomer : demoColleague;
  return { kind: 'customer', id, name, email, organisationId, mayOrder, verifiedBy: 'demo', at };
}
