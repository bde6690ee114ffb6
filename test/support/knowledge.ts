/** The shipped content and its trained understanding, loaded once per test file. */
import type { Snapshot } from '../../src/understanding/snapshot.ts';
import { loadSnapshot } from '../../src/understanding/snapshot.ts';

const snapshots = new Map<boolean, Promise<Snapshot>>();

export function shippedSnapshot(exampleRates: boolean): Promise<Snapshot> {
  const known = snapshots.get(exampleRates) ?? loadSnapshot({ contentDir: 'content', cacheDir: 'dist/model', exampleRates });
  snapshots.set(exampleRates, known);
  return known;
}
