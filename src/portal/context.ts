/** What the customers' pages are built from, and who is looking at them. */
import type { Knowledge } from '../content/knowledge.ts';
import type { HttpAnswer, HttpRequest } from '../domain/exchange.ts';
import type { Organisation, Principal } from '../domain/identity.ts';
import type { IncomingMailStore } from '../domain/incoming-mail.ts';
import type { Log } from '../domain/log.ts';
import type { PeopleStore } from '../domain/people.ts';
import type { PersonStore } from '../domain/person-data.ts';
import type { IdentityStore, MessageStore, PortalStore } from '../domain/ports.ts';
import type { VirusScan } from '../domain/virus-scan.ts';
import type { TurnEngine } from '../turn/types.ts';
import type { Understood } from '../understanding/types.ts';
import type { Quota } from './api/quota.ts';
import type { Sessions } from './session.ts';
import type { UploadRules } from './upload-rules.ts';

export interface PortalOptions {
  readonly engine: Pick<TurnEngine, 'take'>;
  readonly store: PortalStore &
    PeopleStore &
    PersonStore &
    Pick<IncomingMailStore, 'mailsOf'> &
    Pick<IdentityStore, 'contactById' | 'contactByEmail'> &
    Pick<MessageStore, 'messagesAfter' | 'onCommitted'>;
  /** The snapshot in force. */
  readonly snapshotKnowledge: () => Knowledge;
  /** Understands words as the chat does; the search asks it. */
  readonly understand: (text: string) => Understood;
  readonly uploads: PortalUploads;
  /** The built app; without it the plain pages stand alone. */
  readonly app?: AppFiles | undefined;
  /** False when tickets live in a system outside, which then has the only form. */
  readonly takesRequests: boolean;
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

/** A file as it is kept. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Where it belongs: a conversation, or the person who has not sent it yet. */
  readonly conversationId: string;
  readonly at: number;
}

/** Where files are kept, and which may come in. */
export interface PortalUploads {
  readonly rules: UploadRules;
  /** In: name and content as sent. Out: a safe name and the true kind; `undefined` for a file that may not be uploaded. */
  accept(name: string, content: Uint8Array): { readonly name: string; readonly contentType: string } | undefined;
  /** Asked before a file is kept. */
  readonly scan: VirusScan;
  /** Resolves when the file is on disk and survives a crash. */
  save(file: StoredFile, content: Uint8Array): Promise<void>;
  info(id: string): Promise<StoredFile | undefined>;
  content(id: string): Promise<Uint8Array>;
  remove(id: string): Promise<void>;
  /** Says where the file belongs from now on. */
  move(id: string, conversationId: string): Promise<void>;
  /** Every file of one holder. */
  of(conversationId: string): Promise<readonly StoredFile[]>;
}

/** Addresses of the built app. */
export interface AppFiles {
  readonly script: string;
  /** Parts the first page needs as well. */
  readonly preload: readonly string[];
}

export interface Context extends PortalOptions {
  readonly sessions: Sessions;
  /** How many files one person may send within a while. */
  readonly uploadQuota: Quota;
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
