/** Two demo agents at work over the real API, as their pages would be. */
import type { AgentAction } from '../../src/domain/agent-action.ts';
import type { RequestDetail } from '../../src/domain/agent-ports.ts';
import { demoAgents } from '../../src/storage/demo.ts';
import type { ActionIds } from './agent-lines.ts';

export interface Deed {
  readonly who: 1 | 2;
  /** Key of the action; the same key is the same action. */
  readonly id: string;
  readonly action: AgentAction;
}

export interface Desk {
  /** Ids of the newest ticket's request. */
  newestIds(): Promise<ActionIds>;
  /** Out: the sentence of a refusal, or nothing. */
  act(deed: Deed): Promise<string | undefined>;
}

/** In: the server's address. Out: both demo agents, signed in by one press each. */
export async function openDesk(url: string): Promise<Desk> {
  const cookies = await Promise.all(demoAgents.map(({ id }) => signIn(url, id)));
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(url + path, { headers: { cookie: cookies[0] ?? '' } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  let number: string | undefined;
  return {
    newestIds: async () => {
      const { tickets } = await get<{ tickets: { ticket: { number: string } }[] }>('/agent/api/tickets');
      // A ticket that ended leaves the list; agents still act on it, and are refused.
      number = tickets[0]?.ticket.number ?? number;
      if (!number) throw new Error('There is no ticket');
      const { request, offers, orders, objection } = await get<RequestDetail>(`/agent/api/tickets/${number}`);
      return { requestId: request.id, offerId: offers[0]?.id ?? '', orderId: orders[0]?.id ?? '', objectionId: objection?.id ?? '' };
    },
    act: async ({ who, id, action }) => {
      const response = await fetch(`${url}/agent/api/actions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, cookie: cookies[who - 1] ?? '' },
        body: JSON.stringify({ id, action }),
      });
      if (response.status === 409) return ((await response.json()) as { error: { message: string } }).error.message;
      if (!response.ok) throw new Error(`action: ${response.status} ${await response.text()}`);
      return undefined;
    },
  };
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
