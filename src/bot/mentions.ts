/** Takes the bot's own mention out of a text and leaves other people's names as plain words. */
import type { IncomingActivity } from './activity-schema.ts';

/** True when the message mentions the bot itself. */
export function mentionsBot(activity: IncomingActivity): boolean {
  return ownMentions(activity).length > 0;
}

function ownMentions({ entities, recipient }: IncomingActivity) {
  return (entities ?? []).filter(
    ({ type, mentioned }) => type === 'mention' && mentioned?.id !== undefined && mentioned.id === recipient?.id,
  );
}

/** In: a checked message. Out: what the person wrote, without markup of mentions. */
export function textWithoutMentions(activity: IncomingActivity): string {
  const { text } = activity;
  if (!text) return '';
  const withoutBot = ownMentions(activity).reduce((rest, { text: mention }) => (mention ? rest.replaceAll(mention, ' ') : rest), text);
  return withoutBot
    .replaceAll(/<at(?:\s[^<>]{0,200})?>([^<>]{0,200})<\/at>/gi, '$1')
    .replaceAll(/&nbsp;|\u00A0/g, ' ')
    .trim();
}
