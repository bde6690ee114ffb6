/** A turn engine and message table in memory: enough for the channel's tests, with real rows and dedupe. */
import type { BotChannelOptions } from '../../src/bot/bot-channel.ts';
import type { Contact, Organisation } from '../../src/domain/identity.ts';
import type { Delivery, JsonObject, MessageContent, StoredMessage } from '../../src/domain/message.ts';
import type { MessageStore } from '../../src/domain/ports.ts';
import type { AgentChannel, SentCard, TeamsStore } from '../../src/domain/teams.ts';
import type { Arrival, TurnEngine, TurnResult } from '../../src/turn/types.ts';

export type Reply = Partial<StoredMessage> & { content: MessageContent };
export type Script = (arrival: Arrival) => readonly Reply[] | Promise<readonly Reply[]>;

type Row = Omit<StoredMessage, 'delivery'> & { delivery: Delivery; attempts: number };

export function echo(arrival: Arrival): readonly Reply[] {
  const { input } = arrival;
  if (input.kind === 'text') return [{ content: { text: `Sie schrieben: ${input.text}` } }];
  if (input.kind === 'press') return [{ content: { text: `Gedrückt: ${input.a} ${JSON.stringify(input.values)}` } }];
  return [{ content: { text: 'Guten Tag.' } }];
}

export const demoOrganisation: Organisation = { id: 'org-demo', customerNo: '4711', name: 'Demo GmbH', products: [], contracts: [] };
const contact = (id: string, mayOrder: boolean): Contact => ({
  id,
  organisationId: 'org-demo',
  email: `${id}@example.org`,
  name: id,
  mayOrder,
});
const contacts = [contact('contact-demo', true), contact('contact-demo-colleague', false)];

export function memoryTurns(script: Script = echo) {
  const arrivals: Arrival[] = [];
  const rows: Row[] = [];
  const addresses = new Map<string, JsonObject>();
  const seen = new Map<string, readonly StoredMessage[]>();
  const listeners = new Set<(news: { conversationId: string; lastSeq: number }) => void>();
  const find = (conversationId: string, seq: number) => rows.find((row) => row.conversationId === conversationId && row.seq === seq);

  function append(conversationId: string, reply: Reply, delivery: Delivery, at: number): StoredMessage {
    const seq = rows.filter((row) => row.conversationId === conversationId).length + 1;
    const row: Row = {
      conversationId,
      seq,
      direction: 'out',
      author: 'bot',
      authorId: 'bot',
      actions: [],
      important: false,
      delivery,
      at,
      attempts: 0,
      ...reply,
    };
    rows.push(row);
    return { ...row };
  }

  async function take(arrival: Arrival): Promise<TurnResult> {
    const key = `${arrival.channel} ${arrival.conversationId} ${arrival.activityId}`;
    const stored = seen.get(key);
    if (stored) return { outcome: 'duplicate', replies: stored };
    arrivals.push(arrival);
    const made = await script(arrival);
    if (arrival.address) addresses.set(arrival.conversationId, arrival.address);
    const replies = made.map((reply) => append(arrival.conversationId, reply, arrival.address ? 'due' : 'none', arrival.at));
    seen.set(key, replies);
    committed(arrival.conversationId);
    return { outcome: 'done', replies };
  }

  /** What cards show now, by what they are about. */
  const states = new Map<string, string>();
  const sentCards: SentCard[] = [];
  const chosen: { channel: AgentChannel | undefined } = { channel: undefined };

  const store: Pick<MessageStore, 'dueMessages' | 'markDelivery' | 'claimDelivery' | 'onCommitted'> &
    Pick<MessageStore, 'messagesAfter'> &
    TeamsStore &
    BotChannelOptions['store'] & {
      contactById(id: string): Promise<{ contact: Contact; organisation: Organisation } | undefined>;
    } = {
    async dueMessages(limit) {
      const open = rows.filter((row) => row.delivery === 'due' || row.delivery === 'unknown').slice(0, limit);
      return open.flatMap((row) => {
        const address = addresses.get(row.conversationId);
        return address ? [{ ...row, address }] : [];
      });
    },
    async markDelivery(conversationId, seq, delivery) {
      const row = find(conversationId, seq);
      if (row) row.delivery = delivery;
    },
    async claimDelivery(conversationId, seq, attempts) {
      const row = find(conversationId, seq);
      if (row?.attempts !== attempts || (row.delivery !== 'due' && row.delivery !== 'unknown')) return false;
      Object.assign(row, { delivery: 'unknown', attempts: attempts + 1 });
      return true;
    },
    async keepSentCard(card) {
      sentCards.push(card);
    },
    async staleCards(conversationId) {
      const stale = sentCards.filter(
        (card) => card.conversationId === conversationId && (states.get(card.aboutId) ?? card.state) !== card.state,
      );
      return stale.map((card) => ({
        ...card,
        stateNow: states.get(card.aboutId) ?? card.state,
        content: find(conversationId, card.seq)?.content ?? { text: '' },
        address: addresses.get(conversationId) ?? {},
      }));
    },
    async cardShows(conversationId, seq, state) {
      const at = sentCards.findIndex((card) => card.conversationId === conversationId && card.seq === seq);
      const card = sentCards[at];
      if (card) sentCards[at] = { ...card, state };
    },
    messagesAfter: async (conversationId, afterSeq, limit) =>
      rows.filter((row) => row.conversationId === conversationId && row.seq > afterSeq).slice(0, limit),
    agentChannel: async () => chosen.channel,
    forgetAgentChannel: async (conversationId) => {
      if (chosen.channel?.conversationId === conversationId) chosen.channel = undefined;
    },
    deskCard: async () => undefined,
    liveDeskCards: async () => [],
    keepDeskCard: async () => undefined,
    openHandoffs: async () => [],
    handoffDetail: async () => undefined,
    handoffById: async () => undefined,
    requestsToClass: async () => [],
    ordersToConfirm: async () => [],
    requestDetail: async () => undefined,
    agentById: async () => undefined,
    agentSeen: async () => {},
    conversation: async () => undefined,
    customersMatching: async () => [],
    customerFile: async () => undefined,
    ticketsMatching: async () => [],
    keepLookup: async () => {},
    lookups: async () => [],
    onCommitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async contactById(id) {
      const found = contacts.find((item) => item.id === id);
      return found && { contact: found, organisation: demoOrganisation };
    },
  };

  const committed = (conversationId: string): void => {
    for (const listener of listeners) listener({ conversationId, lastSeq: rows.length });
  };

  const engine: Pick<TurnEngine, 'take'> = { take };
  return { engine, store, arrivals, rows, addresses, append, states, sentCards, chosen, committed };
}
