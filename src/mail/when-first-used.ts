/** The mail library is loaded with the first mail, not with every start. */
import type * as Nodemailer from 'nodemailer';

export interface FirstUsed<T> {
  /** Made at the first call, the same ever after. */
  (): Promise<T>;
  /** Does something with what was made, if it was. */
  ifUsed(act: (made: T) => void): void;
}

/** In: how to make something with the library. Out: it, made when it is first asked for. */
export function whenFirstUsed<T>(make: (library: typeof Nodemailer) => T): FirstUsed<T> {
  let making: Promise<T> | undefined;
  const use = (): Promise<T> => {
    making ??= import('nodemailer').then(make);
    return making;
  };
  const ifUsed = (act: (made: T) => void): void => void making?.then(act);
  return Object.assign(use, { ifUsed });
}
