/** Schemas of what the operator sets: service data and service hours. */
import * as z from 'zod';
import { addressSchema, daySchema, setting, textSchema } from './common.ts';

/** An own page of `de/pages/` by its name, or an https address. */
const pageOrAddress = setting(
  z.union([addressSchema, z.enum(['privacy', 'imprint'])], 'eine https-Adresse oder der Name der eigenen Seite'),
);

export const serviceSchema = z.strictObject({
  vendorName: textSchema,
  productLine: textSchema,
  botName: textSchema,
  portalUrl: setting(addressSchema),
  guideTitle: textSchema,
  guideUrl: setting(addressSchema),
  productHelpUrl: setting(addressSchema),
  consultants: setting(textSchema),
  bookingUrl: setting(addressSchema),
  responseTime: setting(textSchema),
  retentionDays: z.int().min(1).max(3650),
  privacyNotice: pageOrAddress,
  imprint: pageOrAddress,
  handoff: z.enum(['live', 'ticket']).default('ticket'),
  handoffWaitMinutes: z.int().min(1).max(240).default(10),
  chatsPerAgent: z.int().min(1).max(20).default(3),
  remoteLink: setting(addressSchema),
  remoteCode: setting(textSchema),
  consumerOrders: z.boolean().default(false),
});
export type ServiceSettings = z.infer<typeof serviceSchema>;

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const spanSchema = z.strictObject({
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'eine Uhrzeit in der Form "08:00"'),
  until: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'eine Uhrzeit in der Form "17:00"'),
});

export const hoursSchema = z.strictObject({
  timeZone: z.string().default('Europe/Berlin'),
  week: setting(z.partialRecord(z.enum(weekdays), z.array(spanSchema))),
  closedOn: setting(z.array(daySchema)),
});
export type HoursSettings = z.infer<typeof hoursSchema>;
