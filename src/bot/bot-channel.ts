/** The Bot Framework channel as a whole: built from settings, the turn engine and the store; gives the handler of `POST /api/messages` and the sender. */

import { randomUUID } from 'node:crypto';
import type { Knowledge } from '../content/knowledge.ts';
import type { Handler } from '../domain/exchange.ts';
import type { Log } from '../domain/log.ts';
import type { IdentityStore, MessageStore } from '../domain/ports.ts';
import type { TeamsStore } from '../domain/teams.ts';
import type { TurnEngine } from '../turn/types.ts';
import type { BotAdapter } from './adapter.ts';
import { asSent, type FileAddress } from './agent-words.ts';
import { createTokenCheck } from './bearer-token.ts';
import { type CardUpdates, createCardUpdates } from './card-updates.ts';
import { type ClaimParts, claim } from './claim.ts';
import { createConnector } from './connector.ts';
import { createDeskCards, type DeskCards, type DeskCardsOptions } from './desk-cards.ts';
import { guard } from './guard.ts';
import { createInvokes, type InvokesParts } from './invokes.ts';
import { createMessagesHandler } from './messages-handler.ts';
import { type BotConfig, registrationProblems } from './registration.ts';
import { createSendRate } from './send-rate.ts';
import { createSender, type Sender } from './sender.ts';
import { createSigningKeys } from './signing-keys.ts';
import { machineTiming, type Timing } from './timing.ts';
import { withinLimits } from './within-limits.ts';

export interface BotChannelOptions {
  readonly config: BotConfig;
  readonly engine: Pick<TurnEngine, 'take'>;
  readonly store: Pick<MessageStore, 'dueMessages' | 'markDelivery' | 'claimDelivery' | 'onCommitted'> &
    Pick<IdentityStore, 'contactById'> &
    Pick<TeamsStore, 'keepSentCard' | 'staleCards' | 'cardShows' | 'agentChannel' | 'forgetAgentChannel'> &
    InvokesParts['store'] &
    DeskCardsOptions['store'] &
    ClaimParts['store'];
  /** Ids of the answers that fit the words, best first. */
  readonly searchAnswers: (words: string) => readonly string[];
  readonly publicUrl: () => string;
  /** Where an agent's file can be fetched by whoever got its address. */
  readonly fileAddress: FileAddress;
  readonly knowledge: () => Knowledge;
  readonly log: Log;
  readonly timing?: Timing | undefined;
  readonly newId?: (() => string) | undefined;
  /** 0 to 1, for the jitter of repeats. */
  readonly random?: (() => number) | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** Who signs the connector's tokens; Microsoft unless a test says otherwise. */
  readonly trust?: { readonly issuer: string; readonly metadataUrl: string } | undefined;
  /** Outgoing tokens; the SDK's unless a test says otherwise. */
  readonly connectorToken?: ((renew: boolean) => Promise<string | undefined>) | undefined;
}

export interface BotChannel {
  /** `POST /api/messages`. Never rejects. */
  readonly handler: Handler;
  readonly sender: Sender;
  readonly cards: CardUpdates;
  readonly desk: DeskCards;
  /** Begins to send. Call once, when the server listens. */
  start(): void;
  /** Loads the SDK (about half a second) before the first turn needs it. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

const microsoft = {
  issuer: 'https://api.botframework.com',
  metadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
};

/** In: everything the channel needs. Out: the channel. Throws one plain sentence when the registration's settings do not fit together. */
export function botChannel(options: BotChannelOptions): BotChannel {
  const { config, engine, store, log, timing = machineTiming, random = Math.random, trust = microsoft } = options;
  const [problem] = registrationProblems(config);
  if (problem) throw new Error(problem);
  const fetcher = options.fetch ?? fetch;
  const adapter = lazily(async () => (await import('./adapter.ts')).createAdapter(config));
  const token =
    options.connectorToken ?? (config.MicrosoftAppId ? async (renew: boolean) => (await adapter()).token(renew) : async () => undefined);
  const connector = createConnector({ token, now: timing.now, fetch: fetcher });
  const rate = createSendRate();
  const cards = createCardUpdates({ store, connector, rate, knowledge: options.knowledge, timing, log });
  const sender = createSender({
    store,
    connector,
    rate,
    timing,
    random,
    log,
    delivered: cards.delivered,
    asSent: (message) => asSent(message, options.knowledge(), options.fileAddress),
  });
  const keys = createSigningKeys({ metadataUrl: trust.metadataUrl, timing, log, fetch: fetcher });
  const { MicrosoftAppId: appId, production, STAFF_TENANTS: staffTenants } = config;
  const door = {
    checkToken: appId ? createTokenCheck({ appId, issuer: trust.issuer, keys, timing, log }) : undefined,
    production,
    homeTenant: config.MicrosoftAppType === 'MultiTenant' ? undefined : config.MicrosoftAppTenantId,
    staffTenants,
  };
  const newId = options.newId ?? randomUUID;
  const { knowledge, searchAnswers, publicUrl } = options;
  const desk = createDeskCards({ store, connector, rate, knowledge, publicUrl, timing, log });
  const handler = createMessagesHandler({
    claim: (handoffId, pressId, principal, at) => claim(handoffId, pressId, principal, at, { engine, store, desk, knowledge }),
    invokes: createInvokes({ engine, store, knowledge, searchAnswers, publicUrl, newId }),
    guard: (request) => guard(request, door),
    verified: appId !== undefined,
    staffTenants,
    adapter,
    engine,
    store,
    sender: {
      ...sender,
      wake(conversationId) {
        desk.wake(conversationId);
        return sender.wake(conversationId);
      },
    },
    connector: withinLimits(connector, rate, timing),
    timing,
    log,
    newId,
  });
  return {
    handler,
    sender,
    cards,
    desk,
    start() {
      sender.start();
      cards.start();
      desk.start();
    },
    warm: async () => void (await adapter()),
    async close() {
      await desk.close();
      await cards.close();
      await sender.close();
    },
  };
}

/** The first caller starts it, everybody shares it, a failure is tried again. */
function lazily(load: () => Promise<BotAdapter>): () => Promise<BotAdapter> {
  let loading: Promise<BotAdapter> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
