/** Figures about all work together, with what would tell of fewer than five left open. */
import * as z from 'zod';
import type { Handler } from '../../domain/exchange.ts';
import { figureTable, monthOf, monthsBetween, steps, timeOf } from '../../domain/figures.ts';
import { monthsAfter } from '../../domain/german-weeks.ts';
import type { Context } from '../context.ts';
import { apiError, forAgents, json } from '../guard.ts';
import type { FiguresView } from './shapes.ts';

const mostMonths = 36;
const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
const asked = z.object({ step: z.enum(steps).default('week'), from: month.optional(), until: month.optional() });
const usualMonths = 6;

/** `GET /agent/api/figures?step=week|month&from=2026-07&until=2026-11`: whole months, at most 36 and none to come; without them half a year. */
export function figures(context: Context): Handler {
  return forAgents(context, async ({ query }) => {
    const parsed = asked.safeParse(Object.fromEntries(query));
    if (!parsed.success) return apiError(context, 422, 'shape');
    const now = context.now();
    const thisMonth = monthOf(now);
    const { step, until = thisMonth, from = monthsAfter(until, 1 - usualMonths) } = parsed.data;
    const range = { step, from, until };
    const first = monthsAfter(thisMonth, 1 - mostMonths);
    if (range.from > range.until || range.until > thisMonth || range.from < first) return apiError(context, 422, 'range');
    const time = timeOf(range);
    const view: FiguresView = {
      ...range,
      ...figureTable(await context.store.weekFigures(time.from, time.until), range, now),
      months: monthsBetween(first, thisMonth),
    };
    return json(view);
  });
}
