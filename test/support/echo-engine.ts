/** A small turn engine over the real storage, for tests of channels: it answers with what arrived, and on request with a card, buttons or a delay. */
import type { JsonObject, MessageContent, StoredMessage } from '../../src/domain/message.ts';
import type { Storage } from '../../src/domain/ports.ts';
import type { Arrival, TurnEngine, TurnResult } from '../../src/turn/types.ts';

export interface EchoEngine extends TurnEngine {
  /** Every arrival taken, in order. */
  readonly taken: Arrival[];
  /** Awaited before the commit of each arrival, when set. */
  before?: ((arrival: Arrival) => Promise<void>) | undefined;
}

/** In: the storage. Out: the engine; arrivals of one conversation run one after the other. */
export function echoEngine(storage: Storage): EchoEngine {
  let last: Promise<unknown> = Promise.resolve();
  const engine: EchoEngine = {
    taken: [],
    take(arrival) {
      engine.taken.push(arrival);
      const turn = last.then(async () => {
        await engine.before?.(arrival);
        return run(storage, arrival);
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    close: async () => void (await last),
  };
  return engine;
}

async function run(storage: Storage, arrival: Arrival): Promise<TurnResult> {
  const { channel, conversationId, activityId, principal, at } = arrival;
  const activity = { channel, conversationId, activityId };
  const dialogKey = `${channel}:${conversationId}:main`;
  const loaded = await storage.load({ activity, principal, dialogKey, wantTickets: false });
  if (loaded.seen) return stored(storage, conversationId, loaded.seen.firstSeq, loaded.seen.lastSeq);
  const conversation = loaded.conversation ?? {
    id: conversationId,
    channel,
    kind: 'personal' as const,
    lastSeq: 0,
    version: 0,
    startedAt: at,
  };
  const messages = contentsOf(arrival).map(([direction, content], index): StoredMessage => {
    const own = { seq: conversation.lastSeq + 1 + index, direction, author: direction === 'in' ? ('customer' as const) : ('bot' as const) };
    return { conversationId, ...own, authorId: principal.id, content, actions: [], important: false, delivery: 'none', at };
  });
  const dialog = { key: dialogKey, state: {}, expectedVersion: loaded.dialog?.version ?? 0 };
  const outcome = await storage.commit({ activity, conversation, messages, dialog, effects: [], counts: [], principal, at });
  if (outcome === 'conflict') throw new Error('Unexpected conflict');
  return { outcome: 'done', incoming: messages.find(isIn), replies: messages.filter((message) => !isIn(message)) };
}

async function stored(storage: Storage, conversationId: string, firstSeq: number, lastSeq: number): Promise<TurnResult> {
  const messages = await storage.messagesAfter(conversationId, firstSeq - 1, lastSeq - firstSeq + 1);
  return { outcome: 'duplicate', incoming: messages.find(isIn), replies: messages.filter((message) => !isIn(message)) };
}

const isIn = ({ direction }: StoredMessage) => direction === 'in';

function contentsOf({ input, echo, principal }: Arrival): ['in' | 'out', MessageContent][] {
  if (input.kind === 'joined') return [['out', { text: 'Guten Tag.' }]];
  const text = input.kind === 'text' ? input.text : '';
  const incoming: MessageContent = { text, value: echo?.value, channelData: echo?.channelData, attachments: echo?.attachments };
  return [
    ['in', incoming],
    ['out', reply(text, input.kind === 'press' ? input : undefined, principal.mayOrder)],
  ];
}

function reply(text: string, press: { a: string; values: object } | undefined, mayOrder: boolean): MessageContent {
  if (press) return { text: `Gedrückt: ${press.a} ${JSON.stringify(press.values)}` };
  if (text === 'karte') return { text: 'Vollständiger Text der Karte', card: sampleCard };
  if (text === 'wahl')
    return {
      text: 'Bitte **wählen** Sie:',
      buttons: [
        { title: 'Ja, gern', a: '3.0' },
        { title: 'Nein', a: '3.1', once: true },
      ],
    };
  if (text === 'recht') return { text: mayOrder ? 'darf beauftragen' : 'darf nicht beauftragen' };
  return { text: `Sie schrieben: ${text}`, entities: [{ type: 'test', length: text.length }] };
}

const submit = (title: string, a: string): JsonObject => ({ type: 'Action.Submit', title, data: { a, once: true } });

export const sampleCard: JsonObject = {
  type: 'AdaptiveCard',
  version: '1.5',
  lang: 'de',
  body: [
    { type: 'TextBlock', text: 'Angebot', weight: 'Bolder', size: 'Large', wrap: true },
    { type: 'TextBlock', text: 'Doppelbuchungen bereinigen', wrap: true },
    {
      type: 'FactSet',
      facts: [
        { title: 'Auftraggeber', value: 'Muster-Hausverwaltung' },
        { title: 'Stundensatz', value: '100,00 € netto' },
      ],
    },
    { type: 'Input.Text', id: 'note', label: 'Bemerkung', isMultiline: false },
  ],
  actions: [submit('Kostenpflichtig beauftragen', '3.0'), submit('Nicht beauftragen', '3.1'), submit('Erst prüfen lassen', '3.2')],
};
