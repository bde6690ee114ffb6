/** Takes the bot's own mention out of a text and leaves other people's names as plain words. */
import type { IncomingActivity } from './activity-schema.ts';

/** In: a checked message. Out: what the person wrote, without markup of mentions. */
export function textWithoutMentions({ text, entities, recipient }: IncomingActivity): string {
  if (!text) return '';
  const own = (entities ?? []).filter(
    ({ type, mentioned }) => type === 'mention' && mentioned?.id !== undefined && mentioned.id === recipient?.id,
  );
  const withoutBot = own.reduce((rest, { text: mention }) => (mention ? rest.replaceAll(mention, ' ') : rest), text);
  return withoutBot
    .replaceAll(/<at(?:\s[^<>]{0,200})?>([^<>]{0,200})<\/at>/gi, '$1')
    .replaceAll(/&nbsp;|\u00A0/g, ' ')
    .trim();
}
