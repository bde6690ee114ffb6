/** Schemas of what stands in `content/en` only: heads without what the German file already says, names, the summary of an offer. */
import * as z from 'zod';
import { clauseIdSchema, idSchema, setting, textSchema } from './common.ts';
import { template } from './data.ts';

/** Topic, products and related answers are those of the German file; the clauses are repeated, so that whoever edits sees what the text rests on. */
export const englishFaqHeadSchema = z.strictObject({
  id: idSchema,
  question: textSchema.max(120, 'höchstens 120 Zeichen, damit die Frage auf eine Schaltfläche passt'),
  clauses: z.array(clauseIdSchema).min(1, 'mindestens eine Fundstelle nennen'),
  keywords: z.array(textSchema).default([]),
  examples: z.array(textSchema).default([]),
});

export const englishNoticeHeadSchema = z.strictObject({
  id: idSchema,
  title: textSchema.max(120, 'höchstens 120 Zeichen'),
  keywords: z.array(textSchema).default([]),
});

export const englishNamesSchema = z.strictObject({
  products: z.record(idSchema, textSchema),
  categories: z.record(idSchema, textSchema),
  consultants: setting(textSchema),
  responseTime: setting(textSchema),
});

/** What stands above a German offer in an English conversation, and on its page. */
export const offerSummarySchema = z.strictObject({
  title: textSchema,
  binding: textSchema,
  product: template('product'),
  subject: template('subject'),
  clause: template('clauses'),
  buyer: template('company', 'customerNo'),
  buyerOther: template('onBehalfOf', 'company', 'customerNo'),
  buyerUnknown: textSchema,
  rate: template('net', 'gross', 'percent'),
  exampleRate: textSchema,
  billing: template('increment', 'minimum'),
  ceiling: template('minutes'),
  valid: template('date'),
  orderButton: template('caption'),
  forwardButton: template('caption'),
  declineButton: template('caption'),
  reviewButton: template('caption'),
  changeButton: template('caption'),
  otherBuyerButton: template('caption'),
  noRight: textSchema,
  noRightForwarded: textSchema,
  objectButton: template('caption'),
  accepted: textSchema,
  orderConfirmed: textSchema,
  orderWithdrawn: textSchema,
  orderCancelled: textSchema,
  expired: textSchema,
  superseded: textSchema,
  retracted: textSchema,
  ticketLink: template('caption'),
  receiptLink: template('caption'),
  newerLink: template('caption'),
  renewButton: template('caption'),
});
export type OfferSummary = z.infer<typeof offerSummarySchema>;

/** What stands above a German receipt of an order from an English conversation. */
export const receiptSummarySchema = z.strictObject({
  title: textSchema,
  binding: textSchema,
  ordered: template('name', 'date'),
  ticket: template('number'),
});
export type ReceiptSummary = z.infer<typeof receiptSummarySchema>;
