/** What fields of a system outside should hold for a draft, and what they hold otherwise. */
import type { SystemDraft, SystemMessage } from '../domain/ticketing.ts';
import type { Coverage } from '../domain/vocabulary.ts';

export interface FieldMaps {
  readonly products: Readonly<Record<string, string>>;
  readonly billing: Readonly<Partial<Record<Coverage, string>>>;
}

export type FieldName = 'reference' | 'requester' | 'product' | 'billing' | 'rate' | 'order';

/** Values by our field names; one that says nothing is left out. */
export function fieldValues(draft: SystemDraft, { products, billing }: FieldMaps): Partial<Record<FieldName, string>> {
  const { order, requester } = draft;
  const product = draft.product === undefined ? undefined : products[draft.product];
  const amount = order && `${(order.netCentsPerHour / 100).toFixed(2)} ${order.currency} + ${order.vatPercent} %`;
  const proof = order && `${order.id} ${new Date(order.placedAt).toISOString()} SHA-256 ${order.termsSha256}`;
  const all = {
    reference: draft.reference,
    requester: requester.email,
    product,
    billing: billing[draft.coverage],
    rate: amount,
    order: proof,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''));
}

/** Names of fields whose value there is another one. */
export function differing(wanted: Readonly<Record<string, string>>, real: Readonly<Record<string, string>>): string[] {
  return Object.entries(wanted)
    .filter(([name, value]) => real[name] !== value)
    .map(([name]) => name);
}

/** A subject of at most so many characters and a body that then begins with the whole one. */
export function fitted({ subject, body }: SystemDraft, longest: number): { subject: string; body: string } {
  const line = subject.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? { subject: line, body } : { subject: `${line.slice(0, longest - 1)}…`, body: `${line}\n\n${body}` };
}

/** The message with its reference as last line, by which it is found again. */
export const marked = ({ text, reference }: SystemMessage): string => `${text}\n\n${mark(reference)}`;
export const mark = (reference: string): string => `[Ref ${reference}]`;
