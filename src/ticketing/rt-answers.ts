/** What Request Tracker answers, checked, and turned into our words. Its messages are localised and never read. */
import { z } from 'zod';
import type { SystemTicket } from '../domain/ticketing.ts';
import type { RtSettings } from './settings.ts';

const idText = z.union([z.string(), z.number()]).transform(String);
const user = z.object({ id: idText });
const customField = z.object({ name: z.string(), values: z.array(z.string()).default([]) });

export const rtTicket = z.object({
  id: idText,
  Status: z.string(),
  Subject: z.string().nullish(),
  Created: z.string(),
  LastUpdated: z.string(),
  CustomFields: z.array(customField).default([]),
  Requestor: z.array(user).default([]),
  EffectiveId: user.optional(),
});
export type RtTicket = z.infer<typeof rtTicket>;

export const rtCreated = z.object({ id: idText });
export const rtList = z.object({ items: z.array(rtTicket), pages: z.number().nullish() });
export const rtTransaction = z.object({
  id: idText,
  Type: z.string(),
  Creator: user,
  Created: z.string(),
  Field: z.string().nullish(),
  OldValue: z.string().nullish(),
  NewValue: z.string().nullish(),
});
export type RtTransaction = z.infer<typeof rtTransaction>;
export const rtHistory = z.object({ items: z.array(rtTransaction) });
const rtAttachment = z.object({
  TransactionId: idText,
  ContentType: z.string().nullish(),
  Filename: z.string().nullish(),
  /** Decoded, where it is text. */
  Content: z.string().nullish(),
});
export const rtAttachments = z.object({ items: z.array(rtAttachment) });
export const rtQueue = z.object({ Name: z.string(), TicketCustomFields: z.array(z.object({ name: z.string() })).default([]) });
export const rtVersion = z.object({ Version: z.string() });

export const fieldsOf = (ticket: RtTicket): Record<string, string> =>
  Object.fromEntries(ticket.CustomFields.flatMap(({ name, values }) => (values[0] === undefined ? [] : [[name, values[0]]])));

export function toSystemTicket(ticket: RtTicket, { read: states, fields }: RtSettings, baseUrl: string): SystemTicket {
  return {
    id: ticket.id,
    number: `#${ticket.id}`,
    url: `${baseUrl}/Ticket/Display.html?id=${ticket.id}`,
    state: Object.hasOwn(states, ticket.Status) ? states[ticket.Status] : undefined,
    rawStatus: ticket.Status,
    subject: ticket.Subject ?? '',
    reference: fieldsOf(ticket)[fields.reference],
    createdAt: Date.parse(ticket.Created),
    updatedAt: Date.parse(ticket.LastUpdated),
  };
}

/** TicketSQL: without the backslashes it would be a 400, or somebody else's query. */
export const quoted = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
