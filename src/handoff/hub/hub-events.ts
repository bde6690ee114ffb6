/** What a hub elsewhere hears, as the documented hand-off events and plain messages. Only what the customer said and can see goes into them. */
import type { HubWork } from '../../domain/handoff-hub.ts';
import type { JsonObject, StoredMessage } from '../../domain/message.ts';
import { never } from '../../domain/vocabulary.ts';

/** In: the work, the conversation's messages in order, when it is sent. Out: the activity; `undefined` when the message it tells of is gone. */
export function hubEvent(work: HubWork, messages: readonly StoredMessage[], at: number): JsonObject | undefined {
  const conversation = { id: work.conversationId };
  switch (work.kind) {
    case 'initiate': {
      const activities = messages.map(activityOf);
      return {
        type: 'event',
        name: 'handoff.initiate',
        id: `${work.handoffId}:initiate`,
        timestamp: new Date(at).toISOString(),
        conversation,
        from: { id: 'bot', role: 'bot' },
        value: {
          reason: work.reason,
          language: work.language === 'en' ? 'en-GB' : 'de-DE',
          ...(work.product === undefined ? {} : { product: work.product }),
        },
        attachments: [{ name: 'Transcript', contentType: 'application/json', content: { activities } }],
      };
    }
    case 'message': {
      const message = messages.find(({ seq }) => seq === work.seq);
      return message && { ...activityOf(message), conversation };
    }
    case 'ended':
      return { type: 'endOfConversation', id: `${work.handoffId}:ended`, timestamp: new Date(at).toISOString(), conversation };
    default:
      return never(work);
  }
}

function activityOf({ conversationId, seq, direction, author, content, at }: StoredMessage): JsonObject {
  const files = (content.attachments ?? []).flatMap(({ name, contentType }) =>
    typeof name === 'string' && typeof contentType === 'string' ? [{ name, contentType }] : [],
  );
  return {
    type: 'message',
    id: `${conversationId}|${String(seq).padStart(7, '0')}`,
    timestamp: new Date(at).toISOString(),
    from: direction === 'in' ? { id: 'customer', role: 'user' } : { id: author, role: 'bot', name: content.authorName ?? author },
    text: content.text,
    ...(files.length > 0 && { attachments: files }),
  };
}
