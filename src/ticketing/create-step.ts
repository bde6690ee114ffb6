/** The next step of bringing a ticket over without ever making two: look up, wait while an unanswered request may still be worked on, send. */
import type { SystemDraft, SystemTicket, TicketLink } from '../domain/ticketing.ts';

/** take: it is there already · taken: somebody else's ticket has our reference · wait: look again then · post: send · giveUp: a person has to look */
export type CreateStep =
  | { readonly kind: 'take'; readonly ticket: SystemTicket }
  | { readonly kind: 'taken'; readonly ticket: SystemTicket }
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'post' }
  | { readonly kind: 'giveUp' };

export interface CreateFacts {
  readonly draft: Pick<SystemDraft, 'reference' | 'createdAt'>;
  /** What the look-up gave, oldest first. */
  readonly found: readonly SystemTicket[];
  readonly link: Pick<TicketLink, 'posts' | 'settleUntil'>;
  readonly settleMs: number;
  readonly maxPosts: number;
  readonly now: number;
}

/** Clocks of two machines differ a little. */
const clockSkewMs = 2 * 60_000;

/** Pure. */
export function nextCreateStep({ draft, found, link, settleMs, maxPosts, now }: CreateFacts): CreateStep {
  const ours = found.find((ticket) => isOurs(ticket, draft));
  if (ours) return { kind: 'take', ticket: ours };
  const [other] = found;
  if (other) return { kind: 'taken', ticket: other };
  const settleUntil = link.settleUntil ?? 0;
  if (now < settleUntil) return { kind: 'wait', until: Math.min(settleUntil, now + Math.max(250, settleMs / 3)) };
  return link.posts < maxPosts ? { kind: 'post' } : { kind: 'giveUp' };
}

/** A ticket that was there before ours cannot be ours, whatever its reference: a numbering that began anew, or another installation. */
export function isOurs(ticket: SystemTicket, draft: Pick<SystemDraft, 'reference' | 'createdAt'>): boolean {
  return ticket.reference === draft.reference && ticket.createdAt >= draft.createdAt - clockSkewMs;
}
