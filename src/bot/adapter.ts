/** The one file that imports the Bot Framework SDK: runs checked activities through its adapter and asks it for outgoing tokens. Loaded when first needed. */
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';

/** The four settings of the bot's registration; empty in development. */
export interface Registration {
  readonly MicrosoftAppId?: string | undefined;
  readonly MicrosoftAppPassword?: string | undefined;
  readonly MicrosoftAppType?: string | undefined;
  readonly MicrosoftAppTenantId?: string | undefined;
}

type Authentication = Exclude<Parameters<CloudAdapter['processActivityDirect']>[0], string>;
type ConnectorFactory = NonNullable<Authentication['connectorFactory']>;
type ConnectorClient = Awaited<ReturnType<ConnectorFactory['create']>>;
type UserTokenClient = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['createUserTokenClient']>>;

const keptClients = 20;
const connectorScope = 'https://api.botframework.com';
const loginPrefix = 'https://login.microsoftonline.com/';

/** The SDK builds both of its clients anew on every turn, four fifths of what it costs; here they are kept. */
class KeptAuthentication extends ConfigurationBotFrameworkAuthentication {
  #tokenClient: Promise<UserTokenClient> | undefined;

  override createUserTokenClient(
    ...claims: Parameters<ConfigurationBotFrameworkAuthentication['createUserTokenClient']>
  ): Promise<UserTokenClient> {
    this.#tokenClient ??= super.createUserTokenClient(...claims);
    return this.#tokenClient;
  }
}

function keepClients(factory: ConnectorFactory): ConnectorFactory {
  const clients = new Map<string, Promise<ConnectorClient>>();
  return {
    create(serviceUrl, audience) {
      const known = clients.get(serviceUrl) ?? factory.create(serviceUrl, audience);
      if (clients.size >= keptClients && !clients.has(serviceUrl)) clients.clear();
      clients.set(serviceUrl, known);
      return known;
    },
  };
}

/** `process` would check the token a second time, with rules of its own; the guard's verdict is handed over instead. */
class GuardedAdapter extends CloudAdapter {
  readonly #authentication: Authentication;

  constructor(authentication: KeptAuthentication, appId: string) {
    super(authentication);
    const claimsIdentity = this.createClaimsIdentity(appId);
    const connectorFactory = keepClients(authentication.createConnectorFactory(claimsIdentity));
    this.#authentication = { audience: connectorScope, claimsIdentity, connectorFactory };
  }

  run(activity: Activity, logic: (context: TurnContext) => Promise<void>): Promise<InvokeResponse | undefined> {
    return this.processActivity(this.#authentication, activity, logic);
  }
}

export interface BotAdapter {
  /** Runs one turn; resolves with what the HTTP answer holds, rejects with whatever the logic threw. */
  run(activity: object, logic: (turn: BotTurn) => Promise<void>): Promise<{ status: number; body?: unknown } | undefined>;
  /** A token for the connector, or nothing in development. Rejects when Entra gives none. */
  token(renew: boolean): Promise<string | undefined>;
}

/** What a turn may answer through the SDK. */
export interface BotTurn {
  /** Into the HTTP answer when the channel expects replies there. */
  reply(activities: readonly object[]): Promise<void>;
  answerInvoke(value: { status: number; body?: unknown }): Promise<void>;
}

export function createAdapter(registration: Registration): BotAdapter {
  const { MicrosoftAppId: appId } = registration;
  const settings = appId ? Object.fromEntries(Object.entries(registration).filter(([, value]) => value !== undefined)) : {};
  const adapter = new GuardedAdapter(new KeptAuthentication(settings), appId ?? '');
  return {
    run: (activity, logic) => adapter.run(activity as Activity, (context) => logic(turnOf(context))),
    token: tokenSource(settings, appId),
  };
}

function turnOf(context: TurnContext): BotTurn {
  return {
    reply: async (activities) => {
      if (activities.length > 0) await context.sendActivities(activities.map((activity) => ({ ...activity })));
    },
    answerInvoke: async (value) => {
      await context.sendActivity({ type: 'invokeResponse', value });
    },
  };
}

function tokenSource(settings: Record<string, string>, appId: string | undefined): BotAdapter['token'] {
  if (!appId) return async () => undefined;
  const factory = new ConfigurationServiceClientCredentialFactory(settings);
  const credentials = factory.createCredentials(appId, connectorScope, `${loginPrefix}botframework.com`, true);
  // Awaited by the first send; until then a failure must not count as unhandled.
  credentials.catch(() => undefined);
  return async (renew) => {
    const source = await credentials;
    if (!('getToken' in source) || typeof source.getToken !== 'function') throw new Error('The registration gives no tokens.');
    return String(await source.getToken(renew));
  };
}
