/** The ways a turn comes in: the Bot Framework with replies in the answer, and Direct Line. Every activity has its own id; conversations take turns. */
import { Agent } from 'node:http';
import { z } from 'zod';
import type { FakeConnector } from '../support/fake-connector.ts';
import { type Answer, type Call, post } from './load.ts';

export interface Mode {
  /** Makes the calls of one run, in fresh conversations. */
  calls(port: number, count: number): Promise<readonly Call[]>;
  isRight(answer: Answer): boolean;
  /** Resolves when the replies of these calls have arrived, where they do not come in the answer. */
  settled?(count: number): Promise<void>;
}

const conversations = 100;
/** Direct Line takes at most 20 messages of one visitor in 10 s. */
const messagesOfVisitor = 15;
/** Questions and small talk that change nothing, so that the thousandth turn costs what the first did. */
const texts = [
  'Was ist im Wartungsvertrag abgedeckt?',
  'Was kostet die Stunde?',
  'Guten Tag',
  'Wie erreiche ich das Serviceportal?',
  'Vielen Dank',
];

let run = 0;

export const expectReplies: Mode = {
  async calls(_port, count) {
    run += 1;
    return Array.from({ length: count }, (_, n) => ({
      path: '/api/messages',
      body: activity(`run-${run}-${n % conversations}`, `${run}-${n}`, n),
    }));
  },
  isRight: ({ status, body }) => status === 200 && body.includes('"activities":[{'),
};

/** Replies go to the connector; a turn counts when its reply has arrived there. */
export function throughConnector(connector: FakeConnector): Mode {
  let expected = 0;
  return {
    async calls(_port, count) {
      run += 1;
      const changes = { deliveryMode: undefined, serviceUrl: connector.url };
      const body = (n: number) => ({ ...activity(`run-${run}-${n % conversations}`, `${run}-${n}`, n), ...changes });
      return Array.from({ length: count }, (_, n) => ({ path: '/api/messages', body: body(n) }));
    },
    isRight: ({ status }) => status >= 200 && status < 300,
    settled(count) {
      expected += count;
      return connector.until(expected);
    },
  };
}

function activity(conversation: string, id: string, n: number): object {
  return {
    type: 'message',
    id,
    timestamp: new Date().toISOString(),
    channelId: 'emulator',
    serviceUrl: 'http://127.0.0.1:9',
    from: { id: `user-${conversation}`, name: 'Last' },
    recipient: { id: 'bot', name: 'Bot' },
    conversation: { id: conversation },
    text: texts[n % texts.length],
    locale: 'de-DE',
    deliveryMode: 'expectReplies',
  };
}

const tokenShape = z.object({ token: z.string(), userId: z.string() });
const startedShape = z.object({ conversationId: z.string() });

export const directLine: Mode = {
  async calls(port, count) {
    run += 1;
    const visitors = await Promise.all(Array.from({ length: Math.ceil(count / messagesOfVisitor) }, () => openConversation(port)));
    return Array.from({ length: count }, (_, n) => directLineCall(visitors[n % visitors.length] as Visitor, n));
  },
  isRight: ({ status, body }) => status === 200 && body.includes('"id"'),
};

interface Visitor {
  readonly token: string;
  readonly userId: string;
  readonly conversationId: string;
}

async function openConversation(port: number): Promise<Visitor> {
  const agent = new Agent({ keepAlive: true });
  const { token, userId } = tokenShape.parse(JSON.parse((await post(agent, port, { path: '/api/webchat/token', body: {} })).body));
  const headers = { authorization: `Bearer ${token}` };
  const { conversationId } = startedShape.parse(
    JSON.parse((await post(agent, port, { path: '/v3/directline/conversations', headers, body: {} })).body),
  );
  agent.destroy();
  return { token, userId, conversationId };
}

function directLineCall({ token, userId, conversationId }: Visitor, n: number): Call {
  const body = { type: 'message', from: { id: userId }, text: texts[n % texts.length], channelData: { clientActivityID: `${run}-${n}` } };
  return { path: `/v3/directline/conversations/${conversationId}/activities`, headers: { authorization: `Bearer ${token}` }, body };
}
