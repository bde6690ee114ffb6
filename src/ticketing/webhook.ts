/** POST /webhooks/ticketing/:name: the signature is checked over the raw bytes, the delivery kept once, the ticket read later. */
import type { Handler, HttpAnswer } from '../domain/exchange.ts';
import type { Log } from '../domain/log.ts';
import type { TicketingStore, TicketSystem } from '../domain/ticketing.ts';

export interface WebhookParts {
  readonly system: TicketSystem;
  readonly store: Pick<TicketingStore, 'webhookArrived'>;
  readonly now: () => number;
  readonly log: Log;
}

const longestBody = 256 * 1024;
/** News may arrive before what they tell of can be read. */
const readAfterMs = 1000;
const headers = { 'cache-control': 'no-store' };
const accepted: HttpAnswer = { status: 202, headers, body: { status: 'accepted' } };

export function webhook({ system, store, now, log }: WebhookParts): Handler {
  return async (request) => {
    if (request.params.name !== system.name || !system.parseWebhook) return { status: 404, headers, body: { error: 'notFound' } };
    const at = now();
    const news = system.parseWebhook(await request.body(longestBody), request.header, at);
    if (news.kind === 'refused') {
      log.warn({ system: system.name, why: news.why }, 'ticketing.webhook-refused');
      return { status: news.why === 'malformed' ? 400 : 401, headers, body: { error: news.why } };
    }
    if (news.kind === 'news') await store.webhookArrived(system.name, news, at, at + readAfterMs);
    return accepted;
  };
}
