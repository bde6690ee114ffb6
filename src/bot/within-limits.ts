/** What the handler itself sends counts as well: typing that would have to wait is left out, words wait. */
import type { Connector } from './connector.ts';
import type { SendRate } from './send-rate.ts';
import type { Timing } from './timing.ts';

/** In: the connector, what was sent to Teams lately, the clock. Out: the same connector within the limits of Teams. */
export function withinLimits(connector: Pick<Connector, 'send'>, rate: SendRate, timing: Timing): Pick<Connector, 'send'> {
  return {
    async send(address, activity) {
      const book = (): number => (address.channelId === 'msteams' ? rate.book(address.conversation.id, timing.now()) : 0);
      for (let wait = book(); wait > 0; wait = book()) {
        if (activity.type === 'typing') return { kind: 'throttled', retryAfterMs: wait };
        const due = wait;
        await new Promise<void>((resolve) => timing.after(due, resolve));
      }
      return connector.send(address, activity);
    },
  };
}
