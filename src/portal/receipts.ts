/** The receipt of an order. */
import type { Handler } from '../domain/exchange.ts';
import { paperPdf } from '../paper/paper-pdf.ts';
import { failure, forVisitors } from './answers.ts';
import type { Context } from './context.ts';
import { receiptAnswer, receiptFile } from './pages/receipt-page.ts';
import { receiptPaper } from './views/receipt-paper.ts';

/** `GET /portal/orders/:id/receipt`; `?file=1` sends it as a file, `?format=pdf` as PDF. */
export function receipt(context: Context): Handler {
  return forVisitors(context, async ({ params, query }, { principal, ...rest }) => {
    const found = await context.store.receipt(principal, params.id ?? '');
    if (!found) return failure(context, 'notFound', { principal, ...rest });
    const knowledge = context.snapshotKnowledge();
    const paper = receiptPaper(knowledge, found);
    if (query.get('format') === 'pdf') return receiptFile(paper, await paperPdf(paper));
    return receiptAnswer(knowledge, {
      paper,
      orderId: found.order.id,
      ticketNumber: found.ticket?.number,
      styles: context.styles.text,
      asFile: query.get('file') === '1',
    });
  });
}
