/** Talks to the turn engine over a store in memory: the dialogs alone, without database or network. */
import { type Agent, agentPrincipal } from '../../src/domain/agent.ts';
import type { AgentRefusal } from '../../src/domain/agent-action.ts';
import type { Principal } from '../../src/domain/identity.ts';
import { demoAgents, demoColleague, demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { makeEngine } from '../../src/turn/engine.ts';
import type { Arrival, TurnResult } from '../../src/turn/types.ts';
import { shippedSnapshot } from '../support/knowledge.ts';
import { type MemoryStore, memoryStore } from '../support/memory-store.ts';
import type { ActionIds } from './agent-lines.ts';
import { cardButtons, type Driver, type SeenMessage } from './play.ts';
import { fireOfferTimers } from './pure-timers.ts';
import type { Transcript } from './transcript.ts';

const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (fields: object, message: string) => {
    throw new Error(message, { cause: fields });
  },
};

export async function pureDriver({ who, where, rates }: Transcript): Promise<Driver> {
  const snapshot = await shippedSnapshot(rates === 'example');
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
      channel: input.kind === 'agent' ? 'system' : 'webchat',
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
  return {
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
      at += ms;
      const before = store.messages.length;
      await fireOfferTimers(store, engine, at);
      return seen({ outcome: 'done', replies: store.messages.slice(before) });
    },
    outcome: async () => ({
      tickets: store.tickets.size,
      orders: store.orders.size,
      ledger: store.ledger.map((draft) => draft.kind),
      minutes: minutesIn(store),
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
