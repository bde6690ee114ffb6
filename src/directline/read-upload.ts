/** Reads Web Chat's upload: one part with the activity, one part per file. */
import type { JsonObject } from '../domain/message.ts';
import { cleanName, contentTypeOf } from './file-kinds.ts';
import { guardActivity, type PostedActivity } from './guard.ts';

/** Files with one message. */
export const mostFiles = 5;
const longestThumbnail = 24_576;

export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
  /** The small picture the client made, if it is one and small. */
  readonly thumbnailUrl?: string | undefined;
}

export interface Upload {
  readonly activity: PostedActivity;
  readonly files: readonly UploadedFile[];
}

/** In: the whole body (already limited) and its content type. Out: activity and files; `undefined` for another shape, too many files, or a kind that is not allowed. */
export async function readUpload(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<Upload | undefined> {
  const form = await new Response(body, { headers: { 'content-type': contentType } }).formData().catch(() => undefined);
  const part = form?.get('activity');
  const activity = part instanceof File ? guardActivity(parse(await part.text())) : undefined;
  const parts = form?.getAll('file').filter((item) => item instanceof File) ?? [];
  if (!activity || parts.length === 0 || parts.length > mostFiles) return undefined;
  const files = await Promise.all(parts.map((file) => readFile(file, activity)));
  return files.every((file) => file !== undefined) ? { activity, files } : undefined;
}

async function readFile(file: File, activity: PostedActivity): Promise<UploadedFile | undefined> {
  const content = await file.bytes();
  const name = cleanName(file.name);
  const contentType = contentTypeOf(name, content);
  return contentType === undefined ? undefined : { name, contentType, content, thumbnailUrl: thumbnailOf(file.name, activity) };
}

function thumbnailOf(name: string, { attachments }: PostedActivity): string | undefined {
  const url = attachments.find((attachment) => attachment.name === name)?.thumbnailUrl;
  const isSmallPicture =
    typeof url === 'string' && url.length <= longestThumbnail && /^data:image\/(png|jpeg|gif);base64,[A-Za-z0-9+/=]+$/.test(url);
  return isSmallPicture ? url : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The guard refuses what is no activity.
    return undefined;
  }
}

/** In: an uploaded file and its id. Out: the attachment as the message keeps it; its address is made when it is shown. */
export function attachmentOf({ name, contentType, content, thumbnailUrl }: UploadedFile, uploadId: string): JsonObject {
  return { contentType, name, uploadId, bytes: content.length, ...(thumbnailUrl !== undefined && { thumbnailUrl }) };
}
