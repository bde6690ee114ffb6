/** Watermarks: the sequence number of the last message a client has, as text. */

/** In: what the client sent back. Out: the sequence number; 0 (from the start) for anything else. */
export function watermarkOf(text: string | null | undefined): number {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
