/** The shape an activity must have before anything reads it: every field typed, lengths capped, unknown fields dropped. */
import { z } from 'zod';

const noControl = /^[^\p{Cc}]+$/u;
/** What a turn reads of one message; the web chat has the same limit. */
const longestText = 20_000;
/** Control characters mean nothing in a text, and databases refuse NUL and change lone surrogates. Line feed and tab stay. */
const clean = (value: string) =>
  value
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed();

function optional<T extends z.ZodType>(type: T) {
  return type.nullish().transform((value) => value ?? undefined);
}

const key = z.string().min(1).max(512).regex(noControl).transform(clean);
const word = optional(z.string().max(128).transform(clean));
const name = optional(z.string().max(1024).transform(clean));
const longText = optional(
  z
    .string()
    .max(262_144)
    .transform((value) => clean(value.slice(0, longestText))),
);
const moment = optional(
  z
    .string()
    .max(64)
    .refine((value) => !Number.isNaN(Date.parse(value))),
);
const flag = optional(z.boolean());
const bag = optional(z.looseObject({}).transform(() => undefined));
const bags = optional(
  z
    .array(z.looseObject({}))
    .max(250)
    .transform(() => undefined),
);

const account = z.object({ id: key, name, aadObjectId: word, role: word, tenantId: word });
/** Channels also report people by their Entra id alone. */
const member = z.object({ id: optional(key), name, aadObjectId: word });
const entity = z.object({
  type: z.string().max(256),
  text: name,
  mentioned: optional(z.object({ id: optional(key), name })),
  locale: optional(z.unknown()),
});
const attachment = z.object({ contentType: z.string().max(256), contentUrl: optional(z.string().max(8192)), name });
const named = optional(z.object({ id: word, name }));

export const activitySchema = z.object({
  type: z.string().min(1).max(64).regex(noControl),
  id: optional(key),
  channelId: z.string().min(1).max(64).regex(noControl).default('emulator'),
  serviceUrl: optional(z.string().max(512)),
  from: account,
  recipient: optional(account),
  conversation: z.object({ id: key, isGroup: flag, conversationType: word, tenantId: word, name, aadObjectId: word, role: word }),
  deliveryMode: word,
  text: longText,
  name: optional(z.string().max(256)),
  /** Read by `press.ts` only. */
  value: z.unknown().optional(),
  action: word,
  replyToId: optional(key),
  locale: word,
  membersAdded: optional(z.array(member).max(1000)),
  membersRemoved: optional(z.array(member).max(1000)),
  entities: optional(z.array(entity).max(250)),
  attachments: optional(z.array(attachment).max(50)),
  channelData: optional(z.object({ tenant: named, team: named, channel: named, eventType: word, anonymous: flag, demo: word })),
  // Typed so that nonsense is refused, then dropped by whoever reads on.
  timestamp: moment,
  localTimestamp: moment,
  expiration: moment,
  localTimezone: word,
  callerId: name,
  textFormat: word,
  attachmentLayout: word,
  inputHint: word,
  importance: word,
  label: name,
  valueType: name,
  code: word,
  topicName: name,
  speak: longText,
  summary: longText,
  historyDisclosed: flag,
  listenFor: optional(z.array(z.string().max(1024)).max(250)),
  suggestedActions: bag,
  semanticAction: bag,
  relatesTo: bag,
  reactionsAdded: bags,
  reactionsRemoved: bags,
  textHighlights: bags,
});

/** An activity whose shape was checked. */
export type IncomingActivity = z.output<typeof activitySchema>;
