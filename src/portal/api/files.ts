/** Files from the portal: taken one by one before the message they belong to, given back with the ticket that holds them. */
import type { Handler, HttpAnswer } from '../../domain/exchange.ts';
import type { TicketView } from '../../domain/ports.ts';
import type { Context, StoredFile, Visitor } from '../context.ts';
import { forApp, ok, refused } from './answers.ts';
import type { Attachment, Upload } from './shapes.ts';
import { ticketOf } from './ticket-of.ts';

/** A visitor's files wait here until a message takes them. */
const holder = ({ principal }: Visitor): string => `portal:${principal.id}`;

const isImage = (contentType: string): boolean => /^image\/(png|jpeg|gif)$/.test(contentType);

/** `POST /portal/api/uploads`, the file as body, its name in `x-file-name` (percent-encoded). Out: its id once it is safe on disk. */
export function takeFile(context: Context): Handler {
  return forApp(context, async (request, visitor) => {
    const { uploads, now, randomId } = context;
    if (!context.uploadQuota.take(visitor.principal.id, now())) return refused(context, 'tooManyFiles');
    const content = await request.body(uploads.rules.maxBytes);
    const kept = uploads.accept(decoded(request.header('x-file-name')), content);
    if (!kept) return refused(context, 'wrongFile');
    const verdict = await uploads.scan(content);
    if (verdict !== 'clean') return refused(context, verdict === 'infected' ? 'infected' : 'notScanned');
    const id = randomId();
    await uploads.save({ id, ...kept, bytes: content.length, conversationId: holder(visitor), at: now() }, content);
    const upload: Upload = { id, name: kept.name, bytes: content.length, isImage: isImage(kept.contentType) };
    return ok(upload);
  });
}

/** `GET /portal/api/tickets/:number/files/:id`: a file of a ticket the visitor may see; pictures to look at, all else to save. */
export function giveFile(context: Context): Handler {
  return forApp(context, async (request, visitor) => {
    const found = await ticketOf(context, request, visitor);
    const id = request.params.id ?? '';
    const info = found?.request.details.attachments?.includes(id) ? await context.uploads.info(id) : undefined;
    return info ? fileAnswer(info, await context.uploads.content(id)) : refused(context, 'notFound');
  });
}

function fileAnswer({ name, contentType }: StoredFile, body: Uint8Array): HttpAnswer {
  const disposition = isImage(contentType) ? 'inline' : 'attachment';
  const headers = {
    'content-type': contentType,
    'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=3600',
  };
  return { status: 200, headers, body };
}

/** The files of a ticket; one whose file is gone is left out. */
export async function attachmentsOf({ uploads }: Context, { ticket, request }: TicketView): Promise<Attachment[]> {
  const found = await Promise.all((request.details.attachments ?? []).map((id) => uploads.info(id)));
  return found.flatMap((info) => {
    if (!info) return [];
    const { id, name, bytes, contentType } = info;
    return [{ id, name, bytes, isImage: isImage(contentType), href: `/portal/api/tickets/${ticket.number}/files/${id}` }];
  });
}

/** In: ids sent with a message, and into which conversation. Out: the files; `undefined` when one is neither this visitor's nor there already. */
export async function ownUploads(
  { uploads }: Context,
  visitor: Visitor,
  ids: readonly string[],
  conversationId: string,
): Promise<StoredFile[] | undefined> {
  const found = await Promise.all(ids.map((id) => uploads.info(id)));
  const places = [holder(visitor), conversationId];
  const own = found.filter((info) => info !== undefined && places.includes(info.conversationId));
  return own.length === ids.length ? (own as StoredFile[]) : undefined;
}

/** Once the message is kept: its files belong to the conversation. */
export async function filesTaken({ uploads }: Context, ids: readonly string[], conversationId: string): Promise<void> {
  for (const id of ids) await uploads.move(id, conversationId);
}

/** Files that the visitor never sent. */
export const unsentFiles = ({ uploads }: Context, visitor: Visitor): Promise<readonly StoredFile[]> => uploads.of(holder(visitor));

function decoded(name: string | undefined): string {
  try {
    return decodeURIComponent(name ?? '');
  } catch {
    // Not percent-encoded: taken as it is, and cleaned like any name.
    return name ?? '';
  }
}
