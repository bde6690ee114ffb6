/** What a support agent says, as a connector's client can show it: the name stands before the words, files are links that hold for a while. */
import { moment } from '../cards/format.ts';
import { escapeMarkdown } from '../cards/words.ts';
import { fill, type Knowledge } from '../content/knowledge.ts';
import { knowledgeIn } from '../content/knowledge-in.ts';
import type { StoredMessage } from '../domain/message.ts';

/** In: an upload. Out: where it can be fetched without signing in, and until when, ms UTC. */
export type FileAddress = (uploadId: string) => Promise<{ readonly url: string; readonly until: number }>;

/** In: a message to be sent. Out: the same; an agent's with name and links in its text. Addresses are made anew for each attempt. */
export async function asSent(message: StoredMessage, knowledge: Knowledge, fileAddress: FileAddress): Promise<StoredMessage> {
  const { author, content } = message;
  if (author !== 'agent') return message;
  const { authorName, attachments = [], ...rest } = content;
  const language = content.language ?? 'de';
  const { texts } = knowledgeIn(knowledge, language);
  const name = escapeMarkdown(authorName ?? texts['agent.shownName']);
  const words = fill(texts['handoff.says'], { name, text: content.text }).trimEnd();
  const links = await Promise.all(
    attachments.map(async ({ uploadId, name: file }) => {
      if (typeof uploadId !== 'string' || typeof file !== 'string') return [];
      const { url, until } = await fileAddress(uploadId);
      return [fill(texts['handoff.file'], { file: escapeMarkdown(file), url, until: moment(until, language) })];
    }),
  );
  return { ...message, content: { ...rest, text: [words, ...links.flat()].join('\n\n') } };
}
