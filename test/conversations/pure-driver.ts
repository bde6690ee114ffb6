/** Talks to the turn engine over a store in memory: the dialogs alone, without database or network. */
import type { Principal } from '../../src/domain/identity.ts';
import { demoColleague, demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { makeEngine } from '../../src/turn/engine.ts';
import type { Arrival, TurnResult } from '../../src/turn/types.ts';
import { shippedSnapshot } from '../support/knowledge.ts';
import { memoryStore } from '../support/memory-store.ts';
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

export async function pureDriver({ who, rates }: Transcript): Promise<Driver> {
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
  const take = async (input: Arrival['input']): Promise<TurnResult> => {
    last = {
      channel: 'webchat',
      conversationId: 'conversation',
      conversationKind: 'personal',
      dialogScope: 'main',
      activityId: next('activity'),
      principal: principalFor(who, at),
      at,
      input,
    };
    return engine.take(last);
  };
  return {
    say: async (text) => seen(await take({ kind: 'text', text, uploads: [] })),
    press: async (button) => seen(await take({ kind: 'press', a: button.value.a, values: {} })),
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
    outcome: async () => ({ tickets: store.tickets.size, orders: store.orders.size, ledger: store.ledger.map((draft) => draft.kind) }),
    close: () => engine.close(),
  };
}

function seen(result: TurnResult): SeenMessage[] {
  return result.replies.map(({ content }) => ({
    text: content.text,
    buttons: [...(content.buttons ?? []).map(({ title, a }) => ({ title, value: { a } })), ...cardButtons(content.card)],
  }));
}

export function principalFor(who: Transcript['who'], at: number): Principal {
  if (who === 'anonymous') return { kind: 'anonymous', id: 'dl_visitor', mayOrder: false, verifiedBy: 'none', at };
  const { id, name, email, organisationId, mayOrder } = who === 'customer' ? demoCustomer : demoColleague;
  return { kind: 'customer', id, name, email, organisationId, mayOrder, verifiedBy: 'demo', at };
}
