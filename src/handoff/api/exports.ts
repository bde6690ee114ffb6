/** What leaves the house: the evidence of one order, and orders and minutes for invoicing. */
import * as z from 'zod';
import type { Handler, HttpAnswer } from '../../domain/exchange.ts';
import { daysAfter, startOfGermanDay } from '../../domain/german-weeks.ts';
import { pageAnswer } from '../../html/html.ts';
import type { Paper } from '../../paper/paper.ts';
import { paperPdf } from '../../paper/paper-pdf.ts';
import type { Context } from '../context.ts';
import { evidenceFile } from '../evidence.ts';
import { evidencePage } from '../evidence-page.ts';
import { evidencePaper } from '../evidence-paper.ts';
import { apiError, forAgents, forAgentsLinks, json } from '../guard.ts';
import { minutesCsv, ordersCsv } from '../order-csv.ts';

/** `GET /agent/api/orders/:id/evidence`, as JSON, with `?format=html` as a page to print, with `?format=pdf` as PDF. */
export function evidence(context: Context): Handler {
  return forAgentsLinks(context, async ({ params, query }) => {
    const found = await context.store.orderEvidence(params.id ?? '');
    const knowledge = context.snapshotKnowledge();
    if (!found) return apiError(context, 404, 'unknown', knowledge.texts['agent.refused.unknown']);
    switch (query.get('format')) {
      case 'html':
        return evidenceHtml(evidencePaper(knowledge, found));
      case 'pdf':
        return evidencePdf(evidencePaper(knowledge, found));
      default:
        return json(evidenceFile(knowledge, found, context.now()));
    }
  });
}

function evidenceHtml(paper: Paper): HttpAnswer {
  const { page, policy } = evidencePage(paper);
  return pageAnswer(page, policy);
}

async function evidencePdf(paper: Paper): Promise<HttpAnswer> {
  const headers = {
    'content-type': 'application/pdf',
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="${paper.fileName}.pdf"`,
  };
  return { status: 200, headers, body: await paperPdf(paper) };
}

const day = z.iso.date();
const csvQuery = z.object({ from: day, until: day, kind: z.enum(['orders', 'minutes']).default('orders') });

/** `GET /agent/api/orders.csv?from=&until=&kind=`: days in German time, both included. */
export function ordersFile(context: Context): Handler {
  return forAgents(context, async ({ query }) => {
    const asked = csvQuery.safeParse(Object.fromEntries(query));
    if (!asked.success) return apiError(context, 422, 'shape');
    const period = periodOf(asked.data.from, asked.data.until);
    const lines = await context.store.orderLines(period.from, period.until);
    const body = (asked.data.kind === 'orders' ? ordersCsv : minutesCsv)(context.snapshotKnowledge(), lines, period);
    const name = `${asked.data.kind}-${asked.data.from}-${asked.data.until}.csv`;
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="${name}"`,
    };
    return { status: 200, headers, body };
  });
}

/** In: first and last day, `2026-11-01`. Out: their moments in German time. */
export function periodOf(from: string, until: string): { readonly from: number; readonly until: number } {
  return { from: startOfGermanDay(from), until: startOfGermanDay(daysAfter(until, 1)) };
}
