/** The receipt as a file that goes with its mail, so that who ordered has it without signing in. */
import type { Knowledge } from '../content/knowledge.ts';
import type { Principal } from '../domain/identity.ts';
import type { MailFile, MailJob } from '../domain/mail.ts';
import type { IdentityStore, PortalStore } from '../domain/ports.ts';
import { paperPdf } from '../paper/paper-pdf.ts';
import { receiptPaper } from './views/receipt-paper.ts';

export interface MailedReceiptParts {
  readonly store: Pick<PortalStore, 'receipt'> & Pick<IdentityStore, 'contactById' | 'contactByEmail'>;
  readonly knowledge: () => Knowledge;
  readonly now: () => number;
}

const receiptPage = /^\/portal\/orders\/([\w-]{1,100})\/receipt$/;

/** Out: what goes with a mail: the receipt as PDF with the mail that tells its recipient of it, nothing with all others. */
export function mailedReceipt({ store, knowledge, now }: MailedReceiptParts): (job: MailJob) => Promise<readonly MailFile[]> {
  return async (job) => {
    if (job.template !== 'order-receipt') return [];
    const orderId = receiptPage.exec(job.values.receiptUrl)?.[1] ?? '';
    const person = await ('email' in job.to ? store.contactByEmail(job.to.email) : store.contactById(job.to.contactId));
    if (!person) return [];
    const { id, organisationId } = person.contact;
    // Verified when the order was placed; the mail goes to that person's own address.
    const orderer: Principal = { kind: 'customer', id, organisationId, mayOrder: false, verifiedBy: 'mailLink', at: now() };
    const found = await store.receipt(orderer, orderId);
    if (found?.order.placedBy !== id) return [];
    const paper = receiptPaper(knowledge(), found);
    return [{ name: `${paper.fileName}.pdf`, contentType: 'application/pdf', content: await paperPdf(paper) }];
  };
}
