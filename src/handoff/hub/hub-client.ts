/** Posts events to a hub elsewhere, signed over the exact bytes. */
import type { HandoffHub, HubWork } from '../../domain/handoff-hub.ts';
import type { MessageStore } from '../../domain/ports.ts';
import { signBody } from '../../domain/signed-body.ts';
import { hubEvent } from './hub-events.ts';

export interface HubParts {
  readonly url: string;
  readonly secret: string;
  readonly store: Pick<MessageStore, 'messagesAfter'>;
  readonly now: () => number;
}

const mostMessages = 500;
const timeoutMs = 8000;

/** permanent: the hub will never take it. */
export class HubError extends Error {
  readonly permanent: boolean;

  constructor(message: string, permanent: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = 'HubError';
    this.permanent = permanent;
  }
}

/** In: where the hub is and our shared secret. Out: the way to it; `send` rejects with a `HubError`. */
export function hubClient({ url, secret, store, now }: HubParts): HandoffHub {
  const messagesFor = (work: HubWork) => {
    if (work.kind === 'ended') return [];
    const after = work.kind === 'message' ? work.seq - 1 : 0;
    return store.messagesAfter(work.conversationId, after, work.kind === 'message' ? 1 : mostMessages);
  };
  return {
    async send(work) {
      const event = hubEvent(work, await messagesFor(work), now());
      if (!event) return;
      const body = JSON.stringify(event);
      const { timestamp, signature } = signBody(body, { secret, now: now() });
      const headers = { 'content-type': 'application/json', 'x-lotse-timestamp': timestamp, 'x-lotse-signature': signature };
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) }).catch(
        (error: unknown) => {
          throw new HubError('The hub could not be reached', false, error);
        },
      );
      await response.body?.cancel();
      if (response.ok) return;
      const { status } = response;
      throw new HubError(`The hub answered ${status}`, status >= 400 && status < 500 && status !== 408 && status !== 429);
    },
  };
}
