/** Hashes feature names into a fixed number of buckets (FNV-1a, 32 bit). */

export const BUCKET_BITS = 18;
export const BUCKETS = 1 << BUCKET_BITS;

/** Bucket of a feature name; stable across processes, 0 to BUCKETS - 1. */
export function bucketOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    hash ^= name.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> BUCKET_BITS;
  return hash & (BUCKETS - 1);
}
