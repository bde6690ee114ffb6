/** What the customers' pages are built from, and who is looking at them. */
import type { Knowledge } from '../content/knowledge.ts';
import type { HttpAnswer, HttpRequest } from '../domain/exchange.ts';
import type { Organisation, Principal } from '../domain/identity.ts';
import type { Log } from '../domain/log.ts';
import type { IdentityStore, PortalStore } from '../domain/ports.ts';
import type { TurnEngine } from '../turn/types.ts';
import type { Sessions } from './session.ts';

export interface PortalOptions {
  readonly engine: Pick<TurnEngine, 'take'>;
  readonly store: PortalStore & Pick<IdentityStore, 'contactById'>;
  /** The snapshot in force. */
  readonly snapshotKnowledge: () => Knowledge;
  readonly secrets: { readonly token: string };
  readonly production: boolean;
  /** Our own address as browsers see it. */
  readonly publicUrl: () => string;
  readonly now: () => number;
  /** Unguessable. */
  readonly randomId: () => string;
  readonly log: Log;
}

export interface Context extends PortalOptions {
  readonly sessions: Sessions;
  /** Contacts that may sign in without proof; empty in production. */
  readonly demoContacts: readonly string[];
  readonly styles: { readonly url: string; readonly text: string };
}

/** The signed-in person, read anew for each request. */
export interface Visitor {
  readonly principal: Principal;
  readonly organisation: Organisation;
}

/** A page for signed-in people. */
export type VisitorHandler = (request: HttpRequest, visitor: Visitor) => Promise<HttpAnswer>;
