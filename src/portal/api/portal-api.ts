/** The portal's API, put together for the route table. */
import type { Handler } from '../../domain/exchange.ts';
import type { Context } from '../context.ts';
import { readConversation, sayInConversation, startConversation } from './conversations.ts';
import { liveEvents } from './events.ts';
import { giveFile, takeFile } from './files.ts';
import { helpCenter, helpText, searchHelp } from './help.ts';
import { decideOffer, oneOffer } from './offers.ts';
import { colleagues, eraseData, exportData, me } from './person.ts';
import { ticketDeed } from './ticket-deeds.ts';
import { oneTicket, ticketList } from './tickets.ts';

export interface PortalApi {
  readonly me: Handler;
  readonly tickets: Handler;
  readonly ticket: Handler;
  readonly ticketDeed: Handler;
  readonly giveFile: Handler;
  readonly offer: Handler;
  readonly decideOffer: Handler;
  readonly startConversation: Handler;
  readonly readConversation: Handler;
  readonly sayInConversation: Handler;
  readonly takeFile: Handler;
  readonly help: Handler;
  readonly helpText: Handler;
  readonly search: Handler;
  readonly colleagues: Handler;
  readonly exportData: Handler;
  readonly eraseData: Handler;
  readonly events: Handler;
}

/** In: what the portal is built from. Out: the handlers, and what ends the open streams. */
export function portalApi(context: Context): { readonly handlers: PortalApi; readonly close: () => void } {
  const events = liveEvents(context);
  const handlers: PortalApi = {
    me: me(context),
    tickets: ticketList(context),
    ticket: oneTicket(context),
    ticketDeed: ticketDeed(context),
    giveFile: giveFile(context),
    offer: oneOffer(context),
    decideOffer: decideOffer(context),
    startConversation: startConversation(context),
    readConversation: readConversation(context),
    sayInConversation: sayInConversation(context),
    takeFile: takeFile(context),
    help: helpCenter(context),
    helpText: helpText(context),
    search: searchHelp(context),
    colleagues: colleagues(context),
    exportData: exportData(context),
    eraseData: eraseData(context),
    events: events.handler,
  };
  return { handlers, close: events.close };
}
