/** Runs Web Chat and its connection: what the visitor sees while it is away, and a new client when the old one is dead. */

import { watchConnection } from './connection-watch.ts';
import { element, nonce, texts, uploadsAllowed } from './page.ts';
import { giveUpAfterMs, persistentSender } from './sender.ts';
import { flashState, showState } from './state-line.ts';
import { adaptiveCards, styleOptions } from './style-options.ts';
import { askToResume, type Grant } from './token.ts';
import type { Activity, DirectLineClient, Dispatch, StoreAction, WebChat } from './web-chat.ts';

export interface ClientOptions {
  readonly webChat: WebChat;
  readonly first: Grant;
  /** Said once the chat is there. */
  readonly note?: string | undefined;
}

const online = 2;
const dead = [3, 4, 5];
const retryAfterMs = [1000, 2000, 5000, 10_000, 20_000];
const pollEveryMs = 1500;

/** Starts the chat with the first token. Directlinejs ends for good at an expired token or a failed start; then a new one is built on the same history. */
export function chatClient({ webChat, first, note }: ClientOptions): void {
  const sender = persistentSender({ onStuck: () => lost(), onArrived: () => opened() });
  const collapsing = () => (next: Dispatch) => (action: StoreAction) => {
    if (isFromVisitor(action.payload?.activity) && /DIRECT_LINE\/(POST|INCOMING)_ACTIVITY$/.test(action.type)) collapseNotice();
    return next(action);
  };
  const store = webChat.createStore({}, collapsing, sender.middleware);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  let client: DirectLineClient | undefined;
  let failures = 0;
  let rebuilding = false;
  let polling = false;
  let state: 'starting' | 'open' | 'away' | 'ended' = 'starting';

  const render = () =>
    webChat.renderWebChat(
      { directLine: client, store, locale: 'de-DE', sendTypingIndicator: true, nonce, ...view(scheme.matches) },
      element('webchat'),
    );
  const opened = () => {
    if (state === 'ended') return;
    if (state === 'starting') note ? flashState(note) : showState('');
    if (state === 'away') flashState(texts.restored);
    state = 'open';
  };
  const lost = () => {
    if (state === 'ended') return;
    state = 'away';
    showState(navigator.onLine ? texts.interrupted : texts.offline);
  };
  const connect = ({ token, conversationId }: Grant) => {
    // Put aside first: a client that is ended says so, and that must not count as the loss of the new one.
    const previous = client;
    client = undefined;
    previous?.end();
    const domain = `${location.origin}/v3/directline`;
    const current = webChat.createDirectLine({ token, domain, conversationId, webSocket: !polling, pollingInterval: pollEveryMs });
    client = current;
    sender.adopt(current);
    current.connectionStatus$.subscribe((status) => {
      if (current !== client) return;
      if (status === online) failures = 0;
      if (dead.includes(status)) {
        lost();
        void rebuild();
      }
    });
    render();
  };
  const rebuild = async () => {
    if (rebuilding) return;
    rebuilding = true;
    await pause(retryAfterMs[Math.min(failures, retryAfterMs.length - 1)] ?? 0);
    failures += 1;
    const token = await askToResume();
    rebuilding = false;
    if (token.ok) connect(token.grant);
    else if (token.why === 'ended') end();
    else void rebuild();
  };

  const end = () => {
    state = 'ended';
    sender.stop();
    showState(texts.failed, true);
  };

  scheme.addEventListener('change', render);
  watchConnection({
    onOpen: opened,
    onLost: lost,
    onTooLong: () => void rebuild(),
    onPollingEnded: () => void rebuild(),
    onBlocked: () => {
      polling = true;
      void rebuild();
    },
  });
  connect(first);
}

function view(dark: boolean): object {
  const patience = { sendTimeout: giveUpAfterMs, sendTimeoutForAttachments: giveUpAfterMs };
  return {
    styleOptions: { ...styleOptions(dark, uploadsAllowed), ...patience },
    adaptiveCardsHostConfig: adaptiveCards(dark),
    activityMiddleware: drawing,
  };
}

/** What Web Chat draws may differ from what it holds: see `drawn`. */
const drawing =
  () =>
  (next: (...args: unknown[]) => unknown) =>
  (options: { activity: Activity }, ...rest: unknown[]) =>
    next({ ...options, activity: drawn(options.activity) }, ...rest);

/**
 * Every message carries complete text for clients that draw no cards; beside a card it would stand there twice.
 * Web Chat draws nobody's name: a person's words begin with it, so that they are not taken for the assistant's.
 * A pressed card button comes back with its title as text; Web Chat would hide it as a post-back.
 */
function drawn(activity: Activity): Activity {
  if (isFromVisitor(activity)) {
    const { postBack, ...channelData } = activity.channelData ?? {};
    return postBack && activity.text ? { ...activity, channelData } : activity;
  }
  if (activity.type === 'message' && activity.from?.id === 'agent') return { ...activity, text: named(activity) };
  const hasCard = activity.attachments?.some(({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive');
  return hasCard ? { ...activity, text: '' } : activity;
}

function named({ from, text }: Activity): string {
  const name = (from?.name ?? '').replace(/[\\*_`[\]<>#~|]/g, '\\$&');
  return [`**${name}**`, text].filter(Boolean).join('  \n');
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
