/** `POST /agent/api/addresses`: an address that opens one file or page for a minute, for windows that a page without a cookie opens. */
import * as z from 'zod';
import type { Handler } from '../../domain/exchange.ts';
import type { Context } from '../context.ts';
import { apiError, forAgents, json } from '../guard.ts';
import { readJsonBody } from './actions.ts';
import type { AddressView } from './shapes.ts';

/** What links lead to: files of a conversation, the evidence of an order. Nothing else is ever signed. */
const linked = /^\/agent\/api\/(?:handoffs\/[\w-]{1,100}\/files\/[\w-]{1,100}|orders\/[\w-]{1,100}\/evidence)$/;
const bodySchema = z.strictObject({ href: z.string().max(400) });
const ours = 'http://ours';

/** In: `{ href }` as a link of the page has it. Out: `AddressView`. 422 for anything that is no such link. */
export function address(context: Context): Handler {
  return forAgents(context, async (request, { session }) => {
    const body = bodySchema.safeParse(await readJsonBody(request));
    const url =
      body.success && body.data.href.startsWith('/') && URL.canParse(body.data.href, ours) ? new URL(body.data.href, ours) : undefined;
    if (url?.origin !== ours || !linked.test(url.pathname)) return apiError(context, 422, 'shape');
    const asked = { ...session, verifiedAt: context.now() };
    url.searchParams.set('t', await context.sessions.address(asked, url.pathname, context.randomId()));
    return json({ href: url.pathname + url.search } satisfies AddressView);
  });
}
