/** Reads the e-mail address that a command is about. */
import { foldAddress } from '../domain/incoming-mail.ts';

/** In: a command's arguments. Out: the address, if there is one. */
export function findAddress(args: readonly string[]): string | undefined {
  const [given] = args.filter((arg) => !arg.startsWith('--'));
  return given !== undefined && /^[^\s@]+@[^\s@]+$/.test(given) ? foldAddress(given) : undefined;
}
