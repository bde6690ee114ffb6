/** Reads a mail from its raw bytes. The parser is loaded with the first mail: most installations read none. */
import type { ParsedMail } from 'mailparser';
import type { IncomingMail } from '../domain/incoming-mail.ts';

const longestText = 200_000;
const longestSubject = 500;
/** Logos and lines of signatures; a screenshot that shows anything is larger. */
const smallestPicture = 8000;

/** In: raw RFC 822. Out: the mail; what is damaged is read as far as it goes. */
export async function readMail(raw: Uint8Array): Promise<IncomingMail> {
  const { simpleParser } = await import('mailparser');
  const parsed = await simpleParser(Buffer.from(raw), { skipImageLinks: true, skipTextToHtml: true, skipTextLinks: true });
  const [sender] = parsed.from?.value ?? [];
  return {
    messageId: bare(parsed.messageId ?? ''),
    from: { address: sender?.address ?? '', name: oneLine(sender?.name ?? '') || undefined },
    subject: oneLine(parsed.subject ?? '').slice(0, longestSubject),
    text: (parsed.text ?? '').slice(0, longestText),
    references: referencesOf(parsed),
    headers: headersOf(parsed),
    files: parsed.attachments.flatMap(toFile),
    isReport: contentType(parsed) === 'multipart/report',
  };
}

const bare = (id: string): string => id.trim().replaceAll(/[<>\s]/g, '');

const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

function referencesOf({ references, inReplyTo }: ParsedMail): string[] {
  const all = [inReplyTo ?? '', ...(Array.isArray(references) ? references : [references ?? ''])];
  return all
    .flatMap((ids) => ids.split(/[\s,]+/))
    .map(bare)
    .filter(Boolean);
}

function headersOf({ headerLines }: ParsedMail): Map<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const { key, line } of headerLines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replaceAll(/\r?\n[ \t]+/g, ' ')
      .trim();
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return values;
}

function contentType({ headers }: ParsedMail): string {
  const value = headers.get('content-type');
  return typeof value === 'object' && value !== null && 'value' in value ? String(value.value).toLowerCase() : '';
}

function toFile(attachment: ParsedMail['attachments'][number]): IncomingMail['files'] {
  const { filename, content, contentType: kind, related } = attachment;
  if (related && kind.startsWith('image/') && content.length < smallestPicture) return [];
  const ending = /^image\/(png|jpeg|gif)$/.exec(kind)?.[1] ?? 'txt';
  return [{ name: filename ?? `anhang.${ending}`, bytes: content, inText: related === true }];
}
