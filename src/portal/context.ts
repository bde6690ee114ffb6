/** What the customers' pages are built from, and who is looking at them. */
import type { Knowledge } from '../content/knowledge.ts';
import type { HttpAnswer, HttpRequest } from '../domain/exchange.ts';
import type { Organisation, Principal } from '../domain/identity.ts';
import type { Log } from '../domain/log.ts';
import type { IdentityStore, PortalStore } from '../domain/ports.ts';
import type { PeopleStore } from '../domain/people.ts';
import type { TurnEngine } from '../turn/types.ts';
import type { Sessions } from './session.ts';

export interface PortalOptions {
  readonly engine: Pick<TurnEngine, 'take'>;
  readonly store: PortalStore & PeopleStore & Pick<IdentityStore, 'contactById' | 'contactByEmail'>;
  /** The snapshot in force. */
  readonly snapshotKnowledge: () => Knowledge;
  readonly secrets: { readonly token: string };
  readonly production: boolean;
  /** Mails are sent, or shown where none are sent; without them nobody can prove an address. */
  readonly sendsMail: boolean;
  /** Where mails are shown that are not sent; outside production only. */
  readonly mailPage?: string | undefined;
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
  /** Unset while a registration waits for its confirmation. */
  readonly organisation?: Organisation | undefined;
}

/** A page for signed-in people. */
export type VisitorHandler = (request: HttpRequest, visitor: Visitor) => Promise<HttpAnswer>;
