/** Offers are shown in German; in another language each comes with a summary above it. */
import type { Reply } from './reply.ts';
import type { Scene, Step } from './step.ts';

/** The step with a summary before each offer, where the conversation is not German. */
export function withSummaries({ knowledge }: Scene, step: Step): Step {
  if (knowledge.language === 'de') return step;
  return { ...step, replies: step.replies.flatMap((reply) => (reply.kind === 'offer' ? [summaryOf(reply), reply] : [reply])) };
}

function summaryOf({ offer, canForward }: Extract<Reply, { kind: 'offer' }>): Reply {
  return { kind: 'offerSummary', offer, canForward };
}
