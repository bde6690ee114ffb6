/** Pages that only the app can draw; without scripts they say so and lead back to what works without. */
import type { Handler } from '../domain/exchange.ts';
import { forVisitors, pageOf } from './answers.ts';
import type { Context } from './context.ts';
import { errorPage } from './pages/error-page.ts';

/** `GET /portal/new`, `/portal/help`, `/portal/profile` and what lies below. */
export function appRoute(context: Context): Handler {
  return forVisitors(context, async (_request, visitor) => {
    const { texts } = context.snapshotKnowledge();
    const link = { href: '/portal', label: texts['portal.error.toOverview'] };
    const content = errorPage({ title: texts['portal.title'], text: texts['app.needsScript'], link });
    return pageOf(context, { title: texts['portal.title'], visitor, inApp: true }, content);
  });
}
