/** A model is trained once, kept, and trained beside a running one. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cachedUnderstanding, cacheFile, loadUnderstanding, trainInWorker, understandingVersion } from '../../src/understanding/model.ts';
import { pruneModels, readModel } from '../../src/understanding/model-file.ts';
import { casesOf } from '../../src/understanding/neighbours.ts';
import type { Utterance } from '../../src/understanding/utterances.ts';
import { products } from './trained.ts';

const utterances: readonly Utterance[] = Array.from({ length: 12 }, (_, i) => [
  { label: 'chat/dank' as const, text: `danke für Hilfe Nummer ${'abcdefghijkl'[i]}` },
  { label: 'case/schulung' as const, text: `Schulung für Gruppe ${'abcdefghijkl'[i]} gesucht` },
  { label: 'none' as const, text: `Wetter am Tag ${'abcdefghijkl'[i]}` },
]).flat();

let cacheDir: string;
beforeAll(() => {
  cacheDir = mkdtempSync(join(tmpdir(), 'model-'));
});
afterAll(() => rmSync(cacheDir, { recursive: true, force: true }));

describe('the trained model', () => {
  it('is trained in a worker thread while this one goes on, and leaves only the finished file', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const trainedBeside = await trainInWorker({ utterances, products, cacheDir });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
    expect(trainedBeside.understand('eine Schulung bitte').label).toBe('case/schulung');
    expect(readdirSync(cacheDir)).toEqual([`understanding-${understandingVersion(utterances)}.bin`]);
  }, 60_000);

  it('comes from the cache and answers the same', async () => {
    const again = await cachedUnderstanding({ utterances, products, cacheDir });
    const fresh = await loadUnderstanding({ utterances, products, cacheDir: join(cacheDir, 'other') });
    expect(again?.understand('vielen Dank').guesses).toEqual(fresh.understand('vielen Dank').guesses);
  }, 60_000);

  it('brings its cases along, so that nobody has to read the examples again', async () => {
    const model = await readModel(cacheFile({ utterances, products, cacheDir }), understandingVersion(utterances));
    expect(model?.cases).toEqual(casesOf(utterances));
    expect(model?.cases?.isCovered).toHaveLength(12);
  });

  it('is named by its examples: another example, another version', () => {
    const more = [...utterances, { label: 'none' as const, text: 'Fußball' }];
    expect(understandingVersion(more)).not.toBe(understandingVersion(utterances));
    expect(understandingVersion([...utterances])).toBe(understandingVersion(utterances));
  });

  it('is trained anew when the cache file is damaged', async () => {
    const parts = { utterances, products, cacheDir };
    writeFileSync(cacheFile(parts), readFileSync(cacheFile(parts)).subarray(0, 5000));
    expect(await cachedUnderstanding(parts)).toBeUndefined();
    expect((await loadUnderstanding(parts)).understand('danke').label).toBe('chat/dank');
  }, 60_000);

  it('keeps only the newest few in its folder', async () => {
    const folder = join(cacheDir, 'many');
    mkdirSync(folder);
    for (let i = 0; i < 8; i++) {
      const file = join(folder, `understanding-000${i}.bin`);
      writeFileSync(file, 'old');
      utimesSync(file, 1000 + i, 1000 + i);
    }
    await pruneModels(folder, 2);
    expect(readdirSync(folder).sort()).toEqual(['understanding-0006.bin', 'understanding-0007.bin']);
  });
});
