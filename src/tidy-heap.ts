/** Gives back the memory that a start leaves behind: half of what the server would otherwise hold while idle. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;

/**
 * Collects once, soon: reading content and modules grows the heap to four times what stays in use, and V8 keeps that until
 * much more has been allocated. Only the last-resort kind shrinks the young generation too. A pause of about 100 ms; never
 * keeps the process alive.
 */
export function tidyHeapSoon(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  setTimeout(() => collect({ type: 'major', flavor: 'last-resort' }), 500).unref();
}
