/** The same faults for a system without a network: thrown before or after the real call. */
import { type TicketSystem, TicketSystemError } from '../../src/domain/ticketing.ts';
import type { Fault } from './fault-proxy.ts';

const writes = new Set(['create', 'addMessage', 'changeStatus', 'update', 'foldDuplicate']);

export function faulty(system: TicketSystem, next: (write: boolean) => Fault | undefined): TicketSystem {
  return new Proxy(system, {
    get(target, name, receiver) {
      const value = Reflect.get(target, name, receiver);
      if (typeof value !== 'function' || typeof name !== 'string' || name === 'parseWebhook') return value;
      return async (...args: unknown[]) => {
        const write = writes.has(name);
        const fault = next(write);
        if (fault === 429) throw new TicketSystemError('rateLimited', name, { retryAfterMs: 7000 });
        const lost = () => new TicketSystemError('unknown', `${name}: ${fault}`, { outcome: write ? 'unknown' : 'notDone' });
        if (fault === 'cut' || fault === 'hang' || typeof fault === 'number') throw lost();
        const result = await value.apply(target, args);
        if (fault) throw lost();
        return result;
      };
    },
  });
}
