/** A demo agent at work over the real API, as the workspace's page would be. */
import { randomUUID } from 'node:crypto';
import type {
  DeskView,
  HandoffAction,
  HandoffActionAnswer,
  HandoffLine,
  HandoffQueue,
  HandoffView,
  PresenceBody,
} from '../../src/handoff/api/handoff-shapes.ts';
import { demoAgents } from '../../src/storage/demo.ts';

export interface AgentClient {
  readonly id: string;
  readonly cookie: string;
  get(path: string): Promise<Response>;
  read<T>(path: string): Promise<T>;
  post(path: string, body?: object): Promise<Response>;
  presence(state: PresenceBody['state']): Promise<DeskView>;
  queue(): Promise<readonly HandoffLine[]>;
  handoff(id: string): Promise<HandoffView>;
  /** Posts the action; the same key is the same action. */
  act(handoffId: string, action: HandoffAction, key?: string): Promise<Response>;
  /** Out: the answer, or the sentence of a refusal. */
  deed(handoffId: string, action: HandoffAction, key?: string): Promise<HandoffActionAnswer | string>;
}

/** In: the server's address, which of the demo agents. Out: the agent, signed in by one press. */
export async function agentClient(url: string, which: 1 | 2 = 1): Promise<AgentClient> {
  const id = demoAgents[which - 1]?.id ?? '';
  const cookie = await signIn(url, id);
  const get = (path: string) => fetch(url + path, { headers: { cookie } });
  const post = (path: string, body: object = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    });
  const read = async <T>(path: string): Promise<T> => (await good(await get(path)).json()) as T;
  const act = (handoffId: string, action: HandoffAction, key: string = randomUUID()) =>
    post(`/agent/api/handoffs/${handoffId}/actions`, { id: key, action });
  return {
    id,
    cookie,
    get,
    read,
    post,
    presence: async (state) => (await good(await post('/agent/api/presence', { state })).json()) as DeskView,
    queue: async () => (await read<HandoffQueue>('/agent/api/handoffs')).handoffs,
    handoff: (handoffId) => read<HandoffView>(`/agent/api/handoffs/${handoffId}`),
    act,
    async deed(handoffId, action, key) {
      const response = await act(handoffId, action, key);
      if (response.status === 409) return ((await response.json()) as { error: { message: string } }).error.message;
      return (await good(response).json()) as HandoffActionAnswer;
    },
  };
}

function good(response: Response): Response {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response;
}

/** Out: the session cookie of a demo agent. */
export async function signIn(url: string, agent: string): Promise<string> {
  const response = await fetch(`${url}/agent/sign-in`, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams({ agent }),
    redirect: 'manual',
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  return cookie;
}
