/** Features are hashed without writing their names; the buckets are those of the names all the same. */
import { expect, it } from 'vitest';
import { featuresOf } from '../../src/understanding/features.ts';
import { bucketOf } from '../../src/understanding/hash.ts';

const letters = 1;

it('letter sequences of two to five, framed, each with how often it occurs', () => {
  const { buckets, counts, bounds } = featuresOf('Oma oma');
  const found = new Map(
    Array.from(buckets.slice(bounds[letters], bounds[letters + 1]), (bucket, i) => [bucket, counts[(bounds[letters] ?? 0) + i]]),
  );
  const names = ['<o', 'om', 'ma', 'a>', '<om', 'oma', 'ma>', '<oma', 'oma>', '<oma>'];
  expect(found).toEqual(new Map(names.map((name) => [bucketOf(`c=${name}`), 2])));
});

it('one text leaves nothing behind for the next', () => {
  const before = featuresOf('Der Drucker druckt nicht.');
  featuresOf('Der Drucker druckt schief, der Drucker druckt doppelt.');
  expect(featuresOf('Der Drucker druckt nicht.')).toEqual(before);
});
