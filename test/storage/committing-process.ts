/** A process that commits turns until it is killed, and says each one that was acknowledged. In: data folder, number of the round. */
import { openStorage } from '../../src/storage/open.ts';
import { ledgerKey } from './ledger-key.ts';
import { entry, load, offer, request, turn } from './things.ts';

const [dataDir = '', round = '0'] = process.argv.slice(2);
const storage = await openStorage({ dataDir, ledgerKey });
for (let n = 0; ; n += 1) {
  const loaded = await load(storage, 'c');
  const asked = { ...request('c'), id: `request-${round}-${n}` };
  const made = { ...offer(asked), id: `offer-${round}-${n}`, pressToken: `token-${round}-${n}` };
  const effects = [
    { kind: 'saveRequest', request: asked },
    { kind: 'makeOffer', offer: made, ledger: entry('offered', made) },
  ] as const;
  const activity = { channel: 'webchat', conversationId: 'c', activityId: `activity-${round}-${n}` } as const;
  if ((await storage.commit(turn('c', loaded, { effects, activity }))) !== 'committed') throw new Error('conflict');
  process.stdout.write(`${(loaded.conversation?.version ?? 0) + 1}\n`);
}
