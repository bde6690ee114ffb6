/** What came by mail, as turns of the conversation it belongs to: the same rules, the same words, once per mail. */
import type { MailTurns } from '../domain/incoming-mail.ts';
import type { MessageStore } from '../domain/ports.ts';
import type { TurnEngine } from './types.ts';

export interface MailTurnParts {
  readonly engine: Pick<TurnEngine, 'take'>;
  readonly store: Pick<MessageStore, 'conversation'>;
  readonly now: () => number;
}

/** In: the engine. Out: mails as turns; `refused` when our rules do not allow one. */
export function mailTurns({ engine, store, now }: MailTurnParts): MailTurns {
  return {
    async take(principal, deed, { conversationId, key }, files) {
      const conversation = await store.conversation(conversationId);
      const attachments = files.map(({ id, name, contentType, bytes }) => ({ contentType, name, uploadId: id, bytes }));
      const { refusal } = await engine.take({
        channel: 'mail',
        conversationId,
        conversationKind: conversation?.kind ?? 'personal',
        dialogScope: 'main',
        activityId: `mail:${key}`,
        principal,
        at: now(),
        input: { kind: 'mail', deed },
        ...(attachments.length > 0 && { echo: { attachments } }),
      });
      return refusal ? 'refused' : 'done';
    },
  };
}
