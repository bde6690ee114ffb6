/** The customers' pages, put together for the route table. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Handler } from '../domain/exchange.ts';
import { failure, forVisitors } from './answers.ts';
import type { Context, PortalOptions } from './context.ts';
import { decideOffer, offer } from './offers.ts';
import { receipt } from './receipts.ts';
import { makeSessions } from './session.ts';
import { signIn, signInForm, signOut } from './sign-in.ts';
import { overview, ticket } from './tickets.ts';
import { seeOther } from './visitors.ts';

export interface PortalHandlers {
  readonly overview: Handler;
  readonly signInForm: Handler;
  readonly signIn: Handler;
  readonly signOut: Handler;
  readonly ticket: Handler;
  readonly offer: Handler;
  readonly decideOffer: Handler;
  readonly receipt: Handler;
  readonly styles: Handler;
  readonly notFound: Handler;
}

const demoContacts = ['contact-demo', 'contact-demo-colleague'];
const stylesFile = new URL('../web/portal/portal.css', import.meta.url);

/** In: the options. Out: the handlers. Throws when its own style file is missing. */
export function portal(options: PortalOptions): { readonly handlers: PortalHandlers } {
  const text = readFileSync(stylesFile, 'utf8');
  const version = createHash('sha256').update(text).digest('hex').slice(0, 10);
  const context: Context = {
    ...options,
    sessions: makeSessions(options.secrets.token),
    demoContacts: options.production ? [] : demoContacts,
    styles: { url: `/portal/portal.css?v=${version}`, text },
  };
  const handlers: PortalHandlers = {
    overview: overview(context),
    signInForm: signInForm(context),
    signIn: signIn(context),
    signOut: signOut(context),
    ticket: ticket(context),
    offer: offer(context),
    decideOffer: decideOffer(context),
    receipt: receipt(context),
    styles: async () => ({
      status: 200,
      headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' },
      body: text,
    }),
    notFound: forVisitors(context, async ({ path }, visitor) =>
      path === '/portal/' ? seeOther('/portal') : failure(context, 'notFound', visitor),
    ),
  };
  return { handlers };
}
