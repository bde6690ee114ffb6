/** What a support agent does with a conversation that was handed over. A closed union; ids come from reads. */
import type { CloseOutcome } from './handoff.ts';

/** A file that goes to the customer with an agent's words; already stored. */
export interface SaidFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
}

export type DeskAction = { readonly handoffId: string } & (
  | { readonly kind: 'claim' }
  /** Words to the customer, with files taken before. */
  | { readonly kind: 'say'; readonly text: string; readonly files?: readonly SaidFile[] | undefined }
  /** Words for colleagues; the customer never reads them. */
  | { readonly kind: 'note'; readonly text: string }
  /** Back to the queue, or to one colleague, with words for them. */
  | { readonly kind: 'passOn'; readonly to: 'queue' | { readonly agentId: string }; readonly note?: string | undefined }
  /** The assistant goes on. */
  | { readonly kind: 'return' }
  | { readonly kind: 'close'; readonly outcome: CloseOutcome; readonly note?: string | undefined }
  | { readonly kind: 'offerRemote' }
);

/** Why it was not done; nothing was changed. Each has a sentence `agent.refused.<code>`. */
export const deskRefusals = [
  'notAllowed',
  'unknown',
  'alreadyTaken',
  'handoffOver',
  'notYourChat',
  'chatLimit',
  'forAnother',
  'targetGone',
  'remoteMissing',
  'remoteOpen',
] as const;
export type DeskRefusal = (typeof deskRefusals)[number];
