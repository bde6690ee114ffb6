/** Two agents claim at the same moment, 200 times altogether, on both databases; on PostgreSQL each through a server of its own: exactly one has the conversation. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Agent, agentPrincipal } from '../../src/domain/agent.ts';
import type { DeskAction } from '../../src/domain/handoff-action.ts';
import type { Principal } from '../../src/domain/identity.ts';
import type { Storage } from '../../src/domain/ports.ts';
import { demoAgents, seedDemoAgents } from '../../src/storage/demo.ts';
import { makeEngine } from '../../src/turn/engine.ts';
import type { ArrivalInput, TurnEngine, TurnResult } from '../../src/turn/types.ts';
import type { Snapshot } from '../../src/understanding/snapshot.ts';
import { engines } from '../storage/engines.ts';
import { shippedSnapshot } from '../support/knowledge.ts';

/** On each of the two databases. */
const races = 100;
const visitor: Principal = { kind: 'anonymous', id: 'dl_visitor', mayOrder: false, verifiedBy: 'none', at: 0 };
let snapshot: Snapshot;

beforeAll(async () => {
  const shipped = await shippedSnapshot(true);
  const service = { ...shipped.knowledge.service, handoff: 'live' as const };
  snapshot = { ...shipped, knowledge: { ...shipped.knowledge, service } };
}, 120_000);

const engineOn = (store: Storage): TurnEngine =>
  makeEngine({
    store,
    snapshot: () => snapshot,
    publicUrl: () => 'https://support.example',
    newId: randomUUID,
    newToken: randomUUID,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: (fields) => expect.fail(String(fields.error)) },
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });

function take(engine: TurnEngine, conversationId: string, principal: Principal, input: ArrivalInput): Promise<TurnResult> {
  const place = { conversationId, conversationKind: 'personal', dialogScope: 'main' } as const;
  const channel = input.kind === 'desk' ? 'system' : 'webchat';
  return engine.take({ channel, ...place, activityId: randomUUID(), principal, at: Date.now(), input });
}

describe.each(engines)('claims on $name', ({ name, open }) => {
  test(`are won by exactly one of two, ${races} times, and each win is one event`, async () => {
    const { storage, again, sql } = await open();
    await seedDemoAgents(storage);
    const servers = [engineOn(storage), engineOn(name === 'PostgreSQL' ? await again() : storage)];
    const winners = new Set<number>();
    for (let n = 0; n < races; n += 1) {
      for (const { id } of demoAgents) await storage.agentSeen(id, Date.now(), true);
      const c = `c${n}`;
      await take(servers[0] as TurnEngine, c, visitor, { kind: 'text', text: 'Mensch', uploads: [] });
      const handoffId = (await storage.openHandoffOf(c))?.id ?? '';
      const act = (who: number, action: DeskAction) =>
        take(servers[who] as TurnEngine, c, agentPrincipal(demoAgents[who] as Agent, 'demo', Date.now()), { kind: 'desk', action });
      const results = await Promise.all([0, 1].map((who) => act(who, { kind: 'claim', handoffId })));
      const won = results.findIndex(({ refusal }) => refusal === undefined);
      expect(results.map(({ refusal }) => refusal?.code).toSorted()).toEqual(['alreadyTaken', undefined]);
      expect((await storage.handoffById(handoffId))?.acceptedBy).toBe(demoAgents[won]?.id);
      expect((await act(1 - won, { kind: 'say', handoffId, text: 'x' })).refusal?.code).toBe('notYourChat');
      winners.add(won);
      await act(won, { kind: 'close', handoffId, outcome: 'solved' });
    }
    expect((await sql(`select handoff_id from handoff_events where kind = 'accepted'`)).length).toBe(races);
    expect((await sql(`select seq from messages where cast(content as text) like '%"state":"accepted"%'`)).length).toBe(races);
    if (name === 'PostgreSQL') expect(winners.size, 'either server wins now and then').toBe(2);
  }, 180_000);
});
