/** The receipt of an order. */
import type { Handler } from '../domain/exchange.ts';
import { failure, forVisitors } from './answers.ts';
import type { Context } from './context.ts';
import { receiptAnswer } from './pages/receipt-page.ts';
import { receiptView } from './views/receipt-view.ts';

/** `GET /portal/orders/:id/receipt`; `?file=1` sends it as a file. */
export function receipt(context: Context): Handler {
  return forVisitors(context, async ({ params, query }, { principal, ...rest }) => {
    const found = await context.store.receipt(principal, params.id ?? '');
    if (!found) return failure(context, 'notFound', { principal, ...rest });
    const knowledge = context.snapshotKnowledge();
    const view = receiptView(knowledge, found, context.now());
    return receiptAnswer(knowledge, view, context.styles.text, query.get('file') === '1');
  });
}
