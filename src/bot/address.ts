/** Where a conversation can be reached: the part of an activity that is stored for later sends, after its service address was allowed. */
import { z } from 'zod';
import type { JsonObject } from '../domain/message.ts';
import type { Language } from '../domain/vocabulary.ts';
import type { IncomingActivity } from './activity-schema.ts';

const account = z.object({ id: z.string(), name: z.string().optional(), aadObjectId: z.string().optional() });

export const addressSchema = z.object({
  channelId: z.string(),
  serviceUrl: z.string(),
  conversation: z.object({
    id: z.string(),
    isGroup: z.boolean().optional(),
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
  }),
  bot: account.optional(),
  user: account.optional(),
  locale: z.string().optional(),
  /** The team a channel belongs to. */
  team: z.string().optional(),
  /** The activity replies belong to. */
  activityId: z.string().optional(),
});

export type Address = z.output<typeof addressSchema>;

/** In: an activity whose service address is on the list. Out: its address as it is stored. */
export function addressOf(activity: IncomingActivity): JsonObject {
  const { channelId, serviceUrl, conversation, recipient, from, id } = activity;
  const address = {
    channelId,
    serviceUrl,
    conversation: {
      id: conversation.id,
      isGroup: conversation.isGroup,
      conversationType: conversation.conversationType,
      tenantId: conversation.tenantId,
    },
    bot: recipient && { id: recipient.id, name: recipient.name },
    user: { id: from.id, name: from.name, aadObjectId: from.aadObjectId },
    locale: localeOf(activity),
    team: activity.channelData?.team?.id,
    activityId: id,
  };
  // Drops what is undefined; the result is plain JSON.
  return JSON.parse(JSON.stringify(address));
}

/** In: an activity. Out: the language its client's menus are in: English as in the app package, else German. For where nobody has written to the bot. */
export function clientLanguage(activity: IncomingActivity): Language {
  return /^en\b/i.test(localeOf(activity) ?? '') ? 'en' : 'de';
}

/** The person's language: Teams names it in the client's description, others in the activity itself. */
function localeOf({ locale, entities }: IncomingActivity): string | undefined {
  const client = entities?.find(({ type }) => type === 'clientInfo')?.locale;
  const named = locale ?? client;
  return typeof named === 'string' && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(named) ? named : undefined;
}
