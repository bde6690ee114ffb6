/** A mail as it goes out, and what can become of it. */
import type { MailFile } from '../domain/mail.ts';

export interface OutgoingMail {
  /** Stable: the same mail sent again has the same id, so that clients fold it. Without angle brackets. */
  readonly messageId: string;
  /** The head of its thread, without angle brackets. */
  readonly thread?: string | undefined;
  /** The mail that this one answers, without angle brackets. */
  readonly answers?: string | undefined;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly files?: readonly MailFile[] | undefined;
}

export interface MailTransport {
  /** Resolves when the mail was taken over; rejects with `MailError`. */
  send(mail: OutgoingMail, at: number): Promise<void>;
  close(): void;
}

/** A mail that was not taken over. `permanent`: trying again changes nothing. The message names no person. */
export class MailError extends Error {
  readonly code: string;
  readonly permanent: boolean;

  constructor(code: string, permanent: boolean, cause?: unknown) {
    super(`The mail was not taken over (${code}).`, { cause });
    this.name = 'MailError';
    this.code = code;
    this.permanent = permanent;
  }
}
