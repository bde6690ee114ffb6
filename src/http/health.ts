/** Health for load balancers: alive while the process answers, ready while the database does and nobody has asked to stop. */
import type { Handler } from '../domain/exchange.ts';

export interface HealthOptions {
  /** Rejects when the database does not answer. */
  readonly ping: () => Promise<void>;
  /** False before the start is complete and as soon as a stop begins. */
  readonly isReady: () => boolean;
}

const headers = { 'cache-control': 'no-store' };

/** In: how to find out. Out: both handlers. */
export function health({ ping, isReady }: HealthOptions): { live: Handler; ready: Handler } {
  return {
    live: async () => ({ status: 200, headers, body: { status: 'ok' } }),
    ready: async () => {
      const ok =
        isReady() &&
        (await ping().then(
          () => true,
          () => false,
        ));
      return { status: ok ? 200 : 503, headers, body: { status: ok ? 'ok' : 'unavailable' } };
    },
  };
}
