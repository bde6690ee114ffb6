/** Turns hand-offs as stored into the lines of the queue. */
import type { Knowledge } from '../../content/knowledge.ts';
import { isOpenHandoff } from '../../domain/handoff.ts';
import type { QueuedHandoff } from '../../domain/handoff-ports.ts';
import type { OpenPages } from '../../domain/open-pages.ts';
import type { HandoffLine } from './handoff-shapes.ts';

const longestWords = 160;

/** In: a hand-off with what a list shows of it, who looks, and who has the chat open. Out: its line; whatever is not known is missing. */
export function lineOf({ products }: Knowledge, found: QueuedHandoff, agentId: string, pages: OpenPages | undefined): HandoffLine {
  const { handoff, request, organisation, channel, lastSeq, lastAt, forAgentName } = found;
  const { contactName: name, contactEmail: email, company, urgency } = request.details;
  return {
    id: handoff.id,
    conversationId: handoff.conversationId,
    requestId: handoff.requestId,
    state: handoff.state,
    reason: handoff.reason,
    channel,
    product: handoff.product,
    productName: products.find(({ id }) => id === handoff.product)?.name,
    customer: {
      name,
      email,
      company: organisation?.name ?? (company || undefined),
      customerNo: organisation?.customerNo,
      organisationId: handoff.organisationId,
      isVerified: handoff.organisationId !== undefined,
    },
    customerLeftAt: isOpenHandoff(handoff) ? pages?.leftAt(handoff.conversationId) : undefined,
    subject: request.subject,
    words: shortened(handoff.summary?.asked.at(-1) ?? request.description),
    urgency,
    requestedAt: handoff.requestedAt,
    deadlineAt: handoff.deadlineAt,
    lastSeq,
    lastAt,
    forAgent: handoff.forAgent === undefined ? undefined : { id: handoff.forAgent, name: forAgentName ?? handoff.forAgent },
    acceptedBy:
      handoff.acceptedBy === undefined ? undefined : { id: handoff.acceptedBy, name: handoff.acceptedByName ?? handoff.acceptedBy },
    acceptedAt: handoff.acceptedAt,
    endedAt: handoff.endedAt,
    outcome: handoff.outcome,
    isMine: handoff.state === 'accepted' && handoff.acceptedBy === agentId,
  };
}

function shortened(words: string): string {
  const flat = words.replaceAll(/\s+/g, ' ').trim();
  return flat.length <= longestWords ? flat : `${flat.slice(0, longestWords - 2)} …`;
}
