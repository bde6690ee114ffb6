/** Hashes feature names into a fixed number of buckets (FNV-1a, 32 bit). */

export const BUCKET_BITS = 18;
export const BUCKETS = 1 << BUCKET_BITS;

const START = 0x811c9dc5;

/** The hash so far with one more character (a UTF-16 unit). */
export const hashedOn = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);

/** Hash of a text, to be hashed on or to become a bucket. */
export function hashOf(text: string): number {
  let hash = START;
  for (let i = 0; i < text.length; i++) hash = hashedOn(hash, text.charCodeAt(i));
  return hash;
}

/** Bucket of a hash, 0 to BUCKETS - 1. */
export const bucketAt = (hash: number): number => (hash ^ (hash >>> BUCKET_BITS)) & (BUCKETS - 1);

/** Bucket of a feature name; stable across processes, 0 to BUCKETS - 1. */
export const bucketOf = (name: string): number => bucketAt(hashOf(name));
