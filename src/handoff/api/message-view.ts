/** Messages of a conversation as agents read them: complete text, what was understood, files, what a card was about. */
import { richText } from '../../content/rich-text.ts';
import type { JsonObject, StoredMessage } from '../../domain/message.ts';
import { type Label, labels } from '../../domain/vocabulary.ts';
import type { FileView, MessageView } from './handoff-shapes.ts';

const schema = 'https://schema.support-lotse.dev/';
const abouts = ['offer', 'ticket', 'handoff'] as const;

/** In: a stored message, its hand-off, who looks. Out: the message as it is shown to agents. */
export function messageView(
  { seq, at, direction, author, authorId, content }: StoredMessage,
  handoffId: string,
  agentId: string,
): MessageView {
  const entities = content.entities ?? [];
  return {
    seq,
    at,
    by: direction === 'in' ? 'customer' : author,
    name: content.authorName,
    isMine: author === 'agent' && authorId === agentId,
    text: content.text,
    words: direction === 'in' ? undefined : richText(content.text),
    buttons: (content.buttons ?? []).map(({ title }) => title),
    files: (content.attachments ?? []).flatMap((file) => fileView(file, handoffId)),
    understanding: entities.map(understandingOf).find((found) => found !== undefined),
    about: entities.map(aboutOf).find((found) => found !== undefined),
  };
}

function understandingOf({ type, label, confidence, clauses }: JsonObject): MessageView['understanding'] {
  const known = labels.find((candidate): candidate is Label => candidate === label);
  if (type !== `${schema}understanding` || !known) return undefined;
  const named = Array.isArray(clauses) ? clauses.filter((clause) => typeof clause === 'string') : [];
  return { label: known, confidence: typeof confidence === 'number' ? confidence : 0, clauses: named };
}

function aboutOf({ type, id, state }: JsonObject): MessageView['about'] {
  const kind = abouts.find((name) => type === schema + name);
  return kind && typeof id === 'string' && typeof state === 'string' ? { kind, id, state } : undefined;
}

export const isImage = (contentType: string): boolean => /^image\/(png|jpeg|gif)$/.test(contentType);

function fileView({ uploadId, name, contentType, bytes }: JsonObject, handoffId: string): FileView[] {
  if (typeof uploadId !== 'string' || typeof name !== 'string' || typeof contentType !== 'string') return [];
  return [fileOf({ id: uploadId, name, contentType, bytes: typeof bytes === 'number' ? bytes : 0 }, handoffId)];
}

/** A file with the address agents read it at. */
export function fileOf(file: Pick<FileView, 'id' | 'name' | 'contentType' | 'bytes'>, handoffId: string): FileView {
  const { id, name, contentType, bytes } = file;
  return { id, name, contentType, bytes, isImage: isImage(contentType), href: `/agent/api/handoffs/${handoffId}/files/${id}` };
}
