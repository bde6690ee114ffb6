/** The agents' side, put together for the route table. */
import type { Handler } from '../domain/exchange.ts';
import { postAction } from './api/actions.ts';
import { address } from './api/addresses.ts';
import { answers, canned } from './api/answers.ts';
import { callers, takeCall } from './api/callers.ts';
import { desk, presence } from './api/desk.ts';
import { agentEvents } from './api/events.ts';
import { evidence, ordersFile } from './api/exports.ts';
import { figures } from './api/figures.ts';
import { postHandoffAction, postTyping } from './api/handoff-actions.ts';
import { giveHandoffFile, takeHandoffFile } from './api/handoff-files.ts';
import { handoff, handoffMessages, handoffs } from './api/handoffs.ts';
import { decideMail } from './api/mails.ts';
import { me, queue, rate, rename, ticket, tickets } from './api/reads.ts';
import { decideRegistration, registrations } from './api/registrations.ts';
import { report } from './api/report.ts';
import type { Context, HandoffOptions } from './context.ts';
import { deskPage, teamsTab } from './page.ts';
import { makeAgentSessions } from './session.ts';
import { acceptInvite, inviteForm, signIn, signInForm, signOut } from './sign-in.ts';
import { teamsSession } from './teams-session.ts';

export interface Agents {
  readonly handlers: AgentHandlers;
  /** Ends open streams. */
  readonly close: () => void;
}

export interface AgentHandlers {
  readonly signInForm: Handler;
  readonly signIn: Handler;
  readonly signOut: Handler;
  readonly inviteForm: Handler;
  readonly acceptInvite: Handler;
  readonly page: Handler;
  readonly teamsTab: Handler;
  readonly teamsSession: Handler;
  readonly me: Handler;
  readonly rename: Handler;
  readonly queue: Handler;
  readonly decideMail: Handler;
  readonly tickets: Handler;
  readonly ticket: Handler;
  readonly rate: Handler;
  readonly postAction: Handler;
  readonly desk: Handler;
  readonly presence: Handler;
  readonly handoffs: Handler;
  readonly handoff: Handler;
  readonly handoffMessages: Handler;
  readonly postHandoffAction: Handler;
  readonly postTyping: Handler;
  readonly takeHandoffFile: Handler;
  readonly giveHandoffFile: Handler;
  readonly address: Handler;
  readonly canned: Handler;
  readonly answers: Handler;
  readonly events: Handler;
  readonly callers: Handler;
  readonly takeCall: Handler;
  readonly registrations: Handler;
  readonly decideRegistration: Handler;
  readonly evidence: Handler;
  readonly ordersFile: Handler;
  readonly figures: Handler;
  readonly report: Handler;
}

/** In: the options. Out: the handlers below `/agent`, and closing of what they keep open. */
export function agents(options: HandoffOptions): Agents {
  const context: Context = { ...options, sessions: makeAgentSessions(options.secrets.token) };
  const events = agentEvents(context);
  const handlers: AgentHandlers = {
    signInForm: signInForm(context),
    signIn: signIn(context),
    signOut: signOut(context),
    inviteForm: inviteForm(context),
    acceptInvite: acceptInvite(context),
    page: deskPage(context),
    teamsTab: teamsTab(context),
    teamsSession: teamsSession(context),
    me: me(context),
    rename: rename(context),
    queue: queue(context),
    decideMail: decideMail(context),
    tickets: tickets(context),
    ticket: ticket(context),
    rate: rate(context),
    postAction: postAction(context),
    desk: desk(context),
    presence: presence(context, events),
    handoffs: handoffs(context),
    handoff: handoff(context),
    handoffMessages: handoffMessages(context),
    postHandoffAction: postHandoffAction(context),
    postTyping: postTyping(context),
    takeHandoffFile: takeHandoffFile(context),
    giveHandoffFile: giveHandoffFile(context),
    address: address(context),
    canned: canned(context),
    answers: answers(context),
    events: events.handler,
    callers: callers(context),
    takeCall: takeCall(context),
    registrations: registrations(context),
    decideRegistration: decideRegistration(context),
    evidence: evidence(context),
    ordersFile: ordersFile(context),
    figures: figures(context),
    report: report(context),
  };
  return { handlers, close: events.close };
}
