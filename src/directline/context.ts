/** What the parts of Direct Line share: ports, keys, rules and the sources of time and chance. */
import type { Log } from '../domain/log.ts';
import type { OpenPages } from '../domain/open-pages.ts';
import type { IdentityStore, MessageStore } from '../domain/ports.ts';
import type { Typing } from '../domain/typing.ts';
import type { VirusScan } from '../domain/virus-scan.ts';
import type { TurnEngine } from '../turn/types.ts';
import type { OriginRules } from './origins.ts';
import type { Limits, Quota } from './quotas.ts';
import type { TokenKeys } from './token-keys.ts';

export interface DirectLineOptions extends OriginRules {
  readonly engine: TurnEngine;
  readonly store: MessageStore & IdentityStore;
  /** `token` signs our own tokens, `identity` is shared with the host website. */
  readonly secrets: { readonly token: string; readonly identity?: string | undefined };
  readonly production: boolean;
  /** Name shown for the bot; read anew for every message, as content may change. */
  readonly botName: () => string;
  /** Folder for uploaded files; unset = uploads are off. */
  readonly uploadFolder?: string | undefined;
  /** Who is typing: the visitor's is passed on, an agent's is shown. */
  readonly typing?: Typing | undefined;
  /** Which conversations are open in somebody's browser. */
  readonly pages?: OpenPages | undefined;
  /** Unset = files are not scanned. */
  readonly scan?: VirusScan | undefined;
  readonly log: Log;
  /** ms UTC. */
  readonly now: () => number;
  /** Unguessable (at least 128 bits), letters, digits, `-` and `_` only. */
  readonly randomId: () => string;
  readonly limits?: Limits | undefined;
}

export interface Context extends DirectLineOptions {
  readonly keys: TokenKeys;
  readonly quotas: Readonly<Record<keyof Limits, Quota>>;
}

export const accessLifeMs = 1800_000;
export const resumeLifeMs = 7 * 24 * 3600_000;
export const streamLifeMs = 60_000;
export const fileLifeMs = 24 * 3600_000;
export const bodyLimit = 262_144;
