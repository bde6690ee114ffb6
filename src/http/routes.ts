/** The whole route table: one line per route. A part that is not switched on has no lines. */
import type { DirectLineHandlers } from '../directline/direct-line.ts';
import type { Handler } from '../domain/exchange.ts';
import type { AgentHandlers } from '../handoff/agents.ts';
import type { PortalHandlers } from '../portal/portal.ts';
import type { DevMailHandlers } from './pages/dev-mail-page.ts';

export interface Handlers {
  readonly bot?: { readonly messages: Handler; readonly config?: Handler | undefined } | undefined;
  readonly directline?: DirectLineHandlers | undefined;
  readonly chat?: ChatHandlers | undefined;
  readonly portal?: PortalHandlers | undefined;
  readonly devMail?: DevMailHandlers | undefined;
  /** Only with a ticket system outside. */
  readonly ticketing?: { readonly webhook: Handler } | undefined;
  /** Only with a hub elsewhere. */
  readonly hub?: { readonly webhook: Handler } | undefined;
  readonly agents?: AgentHandlers | undefined;
  readonly ops: { readonly live: Handler; readonly ready: Handler; readonly metrics: Handler };
}

/** Pages and files of the web chat; the demo page only outside production. */
export interface ChatHandlers {
  readonly widget: Handler;
  readonly chat: Handler;
  readonly page: Handler;
  readonly asset: Handler;
  readonly demo?: Handler | undefined;
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
export type Route = readonly [method: Method, path: string, handler: Handler | undefined];

/** In: the handlers of the parts that are on. Out: every route there is. */
export function routes({ bot, directline, chat, portal, devMail, ticketing, hub, agents, ops }: Handlers): readonly Route[] {
  return [
    ['GET', '/health/live', ops.live],
    ['GET', '/health/ready', ops.ready],
    ['GET', '/metrics', ops.metrics],

    ['POST', '/api/messages', bot?.messages],
    ['GET', '/teams/config', bot?.config],
    ['POST', '/webhooks/ticketing/:name', ticketing?.webhook],
    ['POST', '/webhooks/handoff', hub?.webhook],

    ['POST', '/api/webchat/token', directline?.token],
    ['OPTIONS', '/api/webchat/token', directline?.preflight],
    ['POST', '/v3/directline/tokens/refresh', directline?.refresh],
    ['POST', '/v3/directline/conversations', directline?.start],
    ['GET', '/v3/directline/conversations/:conversationId', directline?.reconnect],
    ['GET', '/v3/directline/conversations/:conversationId/activities', directline?.getActivities],
    ['POST', '/v3/directline/conversations/:conversationId/activities', directline?.postActivity],
    ['POST', '/v3/directline/conversations/:conversationId/upload', directline?.upload],
    ['GET', '/v3/directline/files/:uploadId', directline?.file],
    // GET /v3/directline/conversations/:conversationId/stream is a WebSocket upgrade: see src/directline/stream.ts
    ['OPTIONS', '/v3/directline/*', directline?.preflight],

    ['GET', '/', chat?.demo],
    ['GET', '/widget.js', chat?.widget],
    ['GET', '/chat', chat?.chat],
    ['GET', '/chat/:page', chat?.page],
    ['GET', '/assets/:name', chat?.asset],

    ['GET', '/portal', portal?.overview],
    ['GET', '/portal/sign-in', portal?.signInForm],
    ['POST', '/portal/sign-in', portal?.signIn],
    ['GET', '/portal/sign-in/sent', portal?.linkSent],
    ['GET', '/portal/link/:token', portal?.link],
    ['POST', '/portal/link/:token', portal?.followLink],
    ['GET', '/portal/register', portal?.registerForm],
    ['POST', '/portal/register', portal?.register],
    ['GET', '/portal/registrations', portal?.registrations],
    ['POST', '/portal/registrations/:id', portal?.decideRegistration],
    ['GET', '/portal/wishes/:id', portal?.wish],
    ['POST', '/portal/wishes/:id', portal?.claimWish],
    ['POST', '/portal/sign-out', portal?.signOut],
    ['GET', '/portal/tickets/:number', portal?.ticket],
    ['GET', '/portal/offers/:id', portal?.offer],
    ['POST', '/portal/offers/:id', portal?.decideOffer],
    ['GET', '/portal/orders/:id/receipt', portal?.receipt],
    ['GET', '/portal/portal.css', portal?.styles],
    ['GET', '/portal/new', portal?.app],
    ['GET', '/portal/new/:id', portal?.app],
    ['GET', '/portal/help', portal?.app],
    ['GET', '/portal/help/:id', portal?.app],
    ['GET', '/portal/profile', portal?.app],
    ['GET', '/portal/api/me', portal?.api.me],
    ['GET', '/portal/api/tickets', portal?.api.tickets],
    ['GET', '/portal/api/tickets/:number', portal?.api.ticket],
    ['POST', '/portal/api/tickets/:number', portal?.api.ticketDeed],
    ['GET', '/portal/api/tickets/:number/files/:id', portal?.api.giveFile],
    ['GET', '/portal/api/offers/:id', portal?.api.offer],
    ['POST', '/portal/api/offers/:id', portal?.api.decideOffer],
    ['POST', '/portal/api/conversations', portal?.api.startConversation],
    ['GET', '/portal/api/conversations/:id', portal?.api.readConversation],
    ['POST', '/portal/api/conversations/:id', portal?.api.sayInConversation],
    ['POST', '/portal/api/uploads', portal?.api.takeFile],
    ['GET', '/portal/api/help', portal?.api.help],
    ['GET', '/portal/api/help/:id', portal?.api.helpText],
    ['GET', '/portal/api/search', portal?.api.search],
    ['GET', '/portal/api/colleagues', portal?.api.colleagues],
    ['GET', '/portal/api/export', portal?.api.exportData],
    ['POST', '/portal/api/erasure', portal?.api.eraseData],
    ['GET', '/portal/api/events', portal?.api.events],
    ['GET', '/portal/*', portal?.notFound],

    ['GET', '/agent', agents?.page],
    ['GET', '/agent/chats/:id', agents?.page],
    ['GET', '/agent/tickets', agents?.page],
    ['GET', '/agent/tickets/:number', agents?.page],
    ['GET', '/agent/objections', agents?.page],
    ['GET', '/agent/new', agents?.page],
    ['GET', '/agent/registrations', agents?.page],
    ['GET', '/agent/figures', agents?.page],
    ['GET', '/agent/report', agents?.page],
    ['GET', '/teams/tab', agents?.teamsTab],
    ['GET', '/agent/sign-in', agents?.signInForm],
    ['POST', '/agent/sign-in', agents?.signIn],
    ['POST', '/agent/sign-out', agents?.signOut],
    ['GET', '/agent/invite', agents?.inviteForm],
    ['POST', '/agent/invite', agents?.acceptInvite],
    ['POST', '/agent/api/teams/session', agents?.teamsSession],
    ['GET', '/agent/api/me', agents?.me],
    ['POST', '/agent/api/me', agents?.rename],
    ['GET', '/agent/api/queue', agents?.queue],
    ['POST', '/agent/api/mails/:id', agents?.decideMail],
    ['GET', '/agent/api/tickets', agents?.tickets],
    ['GET', '/agent/api/tickets/:number', agents?.ticket],
    ['GET', '/agent/api/rate', agents?.rate],
    ['POST', '/agent/api/actions', agents?.postAction],
    ['GET', '/agent/api/desk', agents?.desk],
    ['POST', '/agent/api/presence', agents?.presence],
    ['GET', '/agent/api/handoffs', agents?.handoffs],
    ['GET', '/agent/api/handoffs/:id', agents?.handoff],
    ['GET', '/agent/api/handoffs/:id/messages', agents?.handoffMessages],
    ['POST', '/agent/api/handoffs/:id/actions', agents?.postHandoffAction],
    ['POST', '/agent/api/handoffs/:id/typing', agents?.postTyping],
    ['POST', '/agent/api/handoffs/:id/files', agents?.takeHandoffFile],
    ['GET', '/agent/api/handoffs/:id/files/:fileId', agents?.giveHandoffFile],
    ['POST', '/agent/api/addresses', agents?.address],
    ['GET', '/agent/api/canned', agents?.canned],
    ['GET', '/agent/api/answers', agents?.answers],
    ['GET', '/agent/api/events', agents?.events],
    ['GET', '/agent/api/callers', agents?.callers],
    ['POST', '/agent/api/calls', agents?.takeCall],
    ['GET', '/agent/api/registrations', agents?.registrations],
    ['POST', '/agent/api/registrations/:id', agents?.decideRegistration],
    ['GET', '/agent/api/figures', agents?.figures],
    ['GET', '/agent/api/report', agents?.report],
    ['GET', '/agent/api/orders.csv', agents?.ordersFile],
    ['GET', '/agent/api/orders/:id/evidence', agents?.evidence],

    ['GET', '/dev/mail', devMail?.list],
    ['GET', '/dev/mail/:id', devMail?.mail],
    ['GET', '/dev/mail/:id/html', devMail?.html],
  ];
}
