/** The customers' pages, put together for the route table. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Handler } from '../domain/exchange.ts';
import { failure, forVisitors } from './answers.ts';
import { type PortalApi, portalApi } from './api/portal-api.ts';
import { quota } from './api/quota.ts';
import { appRoute } from './app-routes.ts';
import type { Context, PortalOptions } from './context.ts';
import { followLink, link } from './link.ts';
import { decideOffer, offer } from './offers.ts';
import { receipt } from './receipts.ts';
import { register, registerForm } from './register.ts';
import { decideRegistration, registrations } from './registrations.ts';
import { makeSessions } from './session.ts';
import { linkSent, signIn, signInForm, signOut } from './sign-in.ts';
import { overview, ticket } from './tickets.ts';
import { seeOther } from './visitors.ts';
import { claimWish, wish } from './wishes.ts';

export interface PortalHandlers {
  readonly overview: Handler;
  readonly signInForm: Handler;
  readonly signIn: Handler;
  readonly linkSent: Handler;
  readonly link: Handler;
  readonly followLink: Handler;
  readonly registerForm: Handler;
  readonly register: Handler;
  readonly registrations: Handler;
  readonly decideRegistration: Handler;
  readonly wish: Handler;
  readonly claimWish: Handler;
  readonly signOut: Handler;
  readonly ticket: Handler;
  readonly offer: Handler;
  readonly decideOffer: Handler;
  readonly receipt: Handler;
  readonly styles: Handler;
  readonly notFound: Handler;
  /** Pages that only the app draws. */
  readonly app: Handler;
  readonly api: PortalApi;
}

/** Files one person may send. */
const uploadsPerHour = 100;
const demoContacts = ['contact-demo', 'contact-demo-colleague'];
const stylesFile = new URL('../web/portal/portal.css', import.meta.url);

/** In: the options. Out: the handlers. Throws when its own style file is missing. */
export function portal(options: PortalOptions): { readonly handlers: PortalHandlers; readonly close: () => void } {
  const text = readFileSync(stylesFile, 'utf8');
  const version = createHash('sha256').update(text).digest('hex').slice(0, 10);
  const context: Context = {
    ...options,
    sessions: makeSessions(options.secrets.token),
    uploadQuota: quota(uploadsPerHour, 3_600_000),
    demoContacts: options.production ? [] : demoContacts,
    styles: { url: `/portal/portal.css?v=${version}`, text },
  };
  const api = portalApi(context);
  const handlers: PortalHandlers = {
    overview: overview(context),
    signInForm: signInForm(context),
    signIn: signIn(context),
    linkSent: linkSent(context),
    link: link(context),
    followLink: followLink(context),
    registerForm: registerForm(context),
    register: register(context),
    registrations: registrations(context),
    decideRegistration: decideRegistration(context),
    wish: wish(context),
    claimWish: claimWish(context),
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
    app: appRoute(context),
    api: api.handlers,
    notFound: forVisitors(context, async ({ path }, visitor) =>
      path === '/portal/' ? seeOther('/portal') : failure(context, 'notFound', visitor),
    ),
  };
  return { handlers, close: api.close };
}
