/** The agents' side, put together for the route table. */
import type { Handler } from '../domain/exchange.ts';
import { postAction } from './api/actions.ts';
import { evidence, ordersFile } from './api/exports.ts';
import { me, queue, rate, rename, ticket, tickets } from './api/reads.ts';
import type { Context, HandoffOptions } from './context.ts';
import { deskPage } from './page.ts';
import { makeAgentSessions } from './session.ts';
import { acceptInvite, inviteForm, signIn, signInForm, signOut } from './sign-in.ts';

export interface AgentHandlers {
  readonly signInForm: Handler;
  readonly signIn: Handler;
  readonly signOut: Handler;
  readonly inviteForm: Handler;
  readonly acceptInvite: Handler;
  readonly page: Handler;
  readonly me: Handler;
  readonly rename: Handler;
  readonly queue: Handler;
  readonly tickets: Handler;
  readonly ticket: Handler;
  readonly rate: Handler;
  readonly postAction: Handler;
  readonly evidence: Handler;
  readonly ordersFile: Handler;
}

/** In: the options. Out: the handlers below `/agent`. */
export function agentHandlers(options: HandoffOptions): AgentHandlers {
  const context: Context = { ...options, sessions: makeAgentSessions(options.secrets.token) };
  return {
    signInForm: signInForm(context),
    signIn: signIn(context),
    signOut: signOut(context),
    inviteForm: inviteForm(context),
    acceptInvite: acceptInvite(context),
    page: deskPage(context),
    me: me(context),
    rename: rename(context),
    queue: queue(context),
    tickets: tickets(context),
    ticket: ticket(context),
    rate: rate(context),
    postAction: postAction(context),
    evidence: evidence(context),
    ordersFile: ordersFile(context),
  };
}
