/** Sends what the visitor wrote or pressed until it has arrived: a lost network, a restart or an expired token in between costs time, not the message. */
import type { Activity, DirectLineClient, Dispatch, Posting, StoreAction } from './web-chat.ts';

/** As long as Web Chat waits at most: then the message is shown as not sent, with a button to try again. */
export const giveUpAfterMs = 300_000;
const pausesMs = [1000, 2000, 5000];
const slowAfterMs = 8000;

export interface SenderEvents {
  /** Something on its way is late, or failed and will be sent again. */
  readonly onStuck: () => void;
  /** It has arrived after all. */
  readonly onArrived: () => void;
}

export interface Sender {
  /** Makes this client send our way; messages that wait go through the client adopted last. */
  adopt(client: DirectLineClient): void;
  /** Sends nothing again any more: the conversation is over. */
  stop(): void;
  /** Keeps Web Chat from calling failed what is still being sent: it gives up on a message when its client is replaced. */
  readonly middleware: (store: { dispatch: Dispatch }) => (next: Dispatch) => Dispatch;
}

/** Each attempt carries the same id, by which the server knows a message that arrived although its answer was lost. */
export function persistentSender({ onStuck, onArrived }: SenderEvents): Sender {
  const underWay = new Set<string>();
  const held = new Map<string, StoreAction>();
  let dispatch: Dispatch = () => undefined;
  let post: ((activity: Activity) => Promise<string>) | undefined;
  let before: Promise<unknown> = Promise.resolve();
  let stopped = false;

  const send = async (activity: Activity, until: number): Promise<string> => {
    let stuck = false;
    const late = () => {
      stuck = true;
      if (!stopped) onStuck();
    };
    for (let tries = 0; ; tries += 1) {
      const slow = setTimeout(late, slowAfterMs);
      const answer = (await post?.(activity).finally(() => clearTimeout(slow))) ?? 'retry';
      if (answer !== 'retry') {
        if (stuck) onArrived();
        return answer;
      }
      late();
      if (stopped || performance.now() > until) throw new Error('The message could not be sent.');
      await new Promise((resolve) => setTimeout(resolve, pausesMs[Math.min(tries, pausesMs.length - 1)]));
    }
  };

  const sendTracked = async (activity: Activity): Promise<string> => {
    const id = activity.channelData?.clientActivityID ?? '';
    const until = performance.now() + giveUpAfterMs;
    underWay.add(id);
    // One after the other: an answer must not overtake what it was written after.
    const mine = before.then(() => send(activity, until));
    before = mine.catch(() => undefined);
    try {
      return await mine;
    } catch (error) {
      underWay.delete(id);
      const failed = held.get(id);
      if (failed) dispatch(failed);
      throw error;
    } finally {
      underWay.delete(id);
      held.delete(id);
    }
  };

  return {
    adopt(client) {
      const original = client.postActivity.bind(client);
      post = (activity) => firstOf(original(activity));
      client.postActivity = (activity) => (activity.type === 'message' ? posting(sendTracked(activity)) : original(activity));
    },
    stop() {
      stopped = true;
    },
    middleware: (store) => (next) => {
      dispatch = store.dispatch;
      return (action) => {
        const id = action.meta?.clientActivityID;
        if (action.type !== 'DIRECT_LINE/POST_ACTIVITY_REJECTED' || id === undefined || !underWay.has(id)) return next(action);
        held.set(id, action);
        return action;
      };
    },
  };
}

/** What directlinejs says of one attempt: the activity's id, or `retry`; rejects when the server has refused the message itself. */
function firstOf(attempt: Posting): Promise<string> {
  return new Promise((resolve, reject) => {
    const error = (cause: unknown) => (isRefusal(cause) ? reject(cause) : resolve('retry'));
    attempt.subscribe({ next: resolve, error, complete: () => resolve('retry') });
  });
}

function isRefusal(error: unknown): boolean {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
  return status >= 400 && status < 500;
}

/** As much of an observable as Web Chat asks for. */
function posting(sent: Promise<string>): Posting {
  return {
    subscribe({ next, error, complete }) {
      sent.then((id) => {
        next(id);
        complete();
      }, error);
      return { unsubscribe: () => undefined };
    },
  };
}
