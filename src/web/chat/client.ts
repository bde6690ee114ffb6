/** Runs Web Chat and its connection: what the visitor sees while it is away, and a new client when the old one is dead. */
import { element, nonce, texts, uploadsAllowed } from './page.ts';
import { watchSockets } from './socket-watch.ts';
import { adaptiveCards, styleOptions } from './style-options.ts';
import { askToResume, type Grant } from './token.ts';
import type { Activity, DirectLineClient, WebChat } from './web-chat.ts';

export interface ClientOptions {
  readonly webChat: WebChat;
  readonly showState: (text: string, mayRetry?: boolean) => void;
  readonly first: Grant;
  /** Said once the chat is there. */
  readonly note?: string | undefined;
}

const online = 2;
const dead = [3, 4, 5];
const retryAfterMs = [1000, 2000, 5000, 10_000, 20_000];
/** Web Chat's own reconnect is done by then, or it has silently given up. */
const patienceMs = 25_000;

/** Starts the chat with the first token. Directlinejs ends for good at an expired token or a failed start; then a new one is built on the same history. */
export function chatClient({ webChat, showState, first, note }: ClientOptions): void {
  const store = webChat.createStore({}, () => (next) => (action) => {
    if (isFromVisitor(action.payload?.activity) && /DIRECT_LINE\/(POST|INCOMING)_ACTIVITY$/.test(action.type)) collapseNotice();
    return next(action);
  });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  let client: DirectLineClient | undefined;
  let failures = 0;
  let rebuilding = false;
  let wasAway = false;

  const render = () => {
    const props = { directLine: client, store, locale: 'de-DE', nonce, ...view(scheme.matches) };
    webChat.renderWebChat(props, element('webchat'));
  };
  const connect = (grant: Grant) => {
    client?.end();
    client = webChat.createDirectLine({
      token: grant.token,
      domain: `${location.origin}/v3/directline`,
      conversationId: grant.conversationId,
    });
    const current = client;
    current.connectionStatus$.subscribe((status) => {
      if (current !== client) return;
      if (status === online) failures = 0;
      if (dead.includes(status)) void rebuild();
    });
    render();
  };
  const rebuild = async () => {
    if (rebuilding) return;
    rebuilding = true;
    wasAway = true;
    showState(navigator.onLine ? texts.interrupted : texts.offline);
    await pause(retryAfterMs[Math.min(failures, retryAfterMs.length - 1)] ?? 0);
    failures += 1;
    const token = await askToResume();
    rebuilding = false;
    if (token.ok) connect(token.grant);
    else void rebuild();
  };

  scheme.addEventListener('change', render);
  watchSockets({
    patienceMs,
    onOpen: () => {
      showState(wasAway ? texts.restored : (note ?? ''));
      wasAway = false;
      setTimeout(() => showState(''), 4000);
    },
    onLost: () => {
      wasAway = true;
      showState(navigator.onLine ? texts.interrupted : texts.offline);
    },
    onTooLong: () => void rebuild(),
  });
  connect(first);
}

function view(dark: boolean): object {
  return { styleOptions: styleOptions(dark, uploadsAllowed), adaptiveCardsHostConfig: adaptiveCards(dark), activityMiddleware: drawing };
}

/** What Web Chat draws may differ from what it holds: see `drawn`. */
const drawing =
  () =>
  (next: (...args: unknown[]) => unknown) =>
  (options: { activity: Activity }, ...rest: unknown[]) =>
    next({ ...options, activity: drawn(options.activity) }, ...rest);

/**
 * Every message carries complete text for clients that draw no cards; beside a card it would stand there twice.
 * A pressed card button comes back with its title as text; Web Chat would hide it as a post-back.
 */
function drawn(activity: Activity): Activity {
  if (isFromVisitor(activity)) {
    const { postBack, ...channelData } = activity.channelData ?? {};
    return postBack && activity.text ? { ...activity, channelData } : activity;
  }
  const hasCard = activity.attachments?.some(({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive');
  return hasCard ? { ...activity, text: '' } : activity;
}

function isFromVisitor(activity: Activity | undefined): boolean {
  return activity?.type === 'message' && activity.from?.role === 'user';
}

function collapseNotice(): void {
  (element('notice') as HTMLDetailsElement).open = false;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
