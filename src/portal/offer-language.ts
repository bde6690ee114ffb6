/** In which language the conversation was held when an offer was shown in it; the offer itself is German. */
import type { Offer } from '../domain/offer.ts';
import type { MessageStore } from '../domain/ports.ts';
import type { Language } from '../domain/vocabulary.ts';

const mostMessages = 1000;

/** In: the message table and an offer. Out: the language of the message before it, German where none is there. */
export async function offerLanguage(
  store: Pick<MessageStore, 'messagesAfter'>,
  { id, conversationId }: Pick<Offer, 'id' | 'conversationId'>,
): Promise<Language> {
  const messages = await store.messagesAfter(conversationId, 0, mostMessages);
  const at = messages.findIndex(({ content }) => content.entities?.some((entity) => entity.id === id));
  return messages[at - 1]?.content.language ?? 'de';
}
