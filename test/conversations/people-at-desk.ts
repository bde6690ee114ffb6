/** Agents in their workspaces beside a running app: signs of life, claims, words. */
import { randomUUID } from 'node:crypto';
import { type AgentClient, agentClient } from '../support/agent-client.ts';
import type { RunningApp } from '../support/running-app.ts';
import type { DeskDeed } from './desk-lines.ts';

export interface PeopleAtDesk {
  /** Out: the sentence of a refusal if there was one, and the same delivered once more. */
  act(which: 1 | 2, deed: DeskDeed): Promise<{ readonly refused?: string | undefined; readonly repeat: () => Promise<unknown> }>;
  /** While somebody is there time passes minute by minute, with signs of life. Out: false when nobody is: then nothing was done. */
  passTime(ms: number): Promise<boolean>;
}

const stepMs = 60_000;

export function peopleAtDesk(running: RunningApp): PeopleAtDesk {
  const clients = new Map<1 | 2, Promise<AgentClient>>();
  const here = new Set<1 | 2>();
  let handoffId: string | undefined;
  const client = (which: 1 | 2): Promise<AgentClient> => {
    const known = clients.get(which) ?? agentClient(running.url, which);
    clients.set(which, known);
    return known;
  };
  const signs = async (): Promise<void> => {
    for (const which of here) await (await client(which)).presence('available');
  };
  /** One that is over leaves the queue; agents still act on it, and are refused. */
  const newest = async (agent: AgentClient): Promise<string | undefined> => {
    handoffId = (await agent.queue()).at(-1)?.id ?? handoffId;
    return handoffId;
  };
  return {
    async act(which, deed) {
      const agent = await client(which);
      if (deed.kind === 'arrives') here.add(which);
      if (deed.kind === 'leaves' || deed.kind === 'fallsAway') here.delete(which);
      if (deed.kind === 'leaves') await agent.presence('left');
      await signs();
      if (deed.kind !== 'acts') return { repeat: signs };
      const [id, key] = [(await newest(agent)) ?? '', randomUUID()];
      const answer = await agent.deed(id, deed.action, key);
      return { refused: typeof answer === 'string' ? answer : undefined, repeat: () => agent.deed(id, deed.action, key) };
    },
    async passTime(ms) {
      const [first] = here;
      if (first === undefined) return false;
      await newest(await client(first));
      for (let left = ms; left > 0; left -= stepMs) {
        running.advance(Math.min(left, stepMs));
        await signs();
        await running.app.runTimers();
      }
      return true;
    },
  };
}
