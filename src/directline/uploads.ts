/** `POST /conversations/:id/upload` takes files with a message, `GET /files/:uploadId?t=` gives them back for a day. */
import type { Handler, HttpAnswer } from '../domain/exchange.ts';
import type { WebSessionNow } from '../domain/ports.ts';
import { takeArrival, waitToSend } from './activities.ts';
import { failure, tooMany } from './answers.ts';
import { arrivalOf } from './arrival.ts';
import { caller, sessionOf } from './caller.ts';
import type { Context } from './context.ts';
import { attachmentOf, readUpload, type Upload } from './read-upload.ts';
import { freshPrincipal } from './sessions.ts';
import type { Sockets } from './sockets.ts';
import type { UploadStore } from './upload-store.ts';

export const uploadLimit = 8 * 1024 * 1024;

/** In: multipart. Out: `{id}` once files and message are safe; 400 shape, kind or infected, 403 token, 413 size, 429 abuse, 503 not checked. The `userId` of the query is ignored. */
export function postUpload(context: Context, sockets: Sockets, store: UploadStore): Handler {
  return async (request) => {
    const named = await caller(context, request, request.params.conversationId);
    if (!named.ok) return named.answer;
    const wait = waitToSend(context, named.session.userId, request.ip);
    if (wait > 0) return tooMany(wait);
    const body = await request.body(uploadLimit);
    const full = context.quotas.uploadedBytes.take(request.ip, context.now(), body.byteLength);
    if (full > 0) return tooMany(full);
    const upload = await readUpload(new Uint8Array(body), request.header('content-type') ?? '');
    if (!upload) return failure(400, 'BadArgument', 'Not an upload, or a kind of file that is not allowed.');
    const refused = await scanned(context, upload);
    if (refused) return refused;
    // A large file takes a while: rights count as they are now.
    const found = await sessionOf(context, named.session);
    return found.ok ? keepAndTake(context, sockets, store, found.session, upload) : found.answer;
  };
}

/** Out: why the files are not kept, if one is infected or could not be checked. */
async function scanned({ scan }: Context, { files }: Upload): Promise<HttpAnswer | undefined> {
  const verdicts = scan ? await Promise.all(files.map(({ content }) => scan(content))) : [];
  if (verdicts.includes('infected')) return failure(400, 'BadArgument', 'A file is infected.');
  return verdicts.includes('unknown') ? failure(503, 'NotChecked', 'A file could not be checked for viruses; try again later.') : undefined;
}

async function keepAndTake(
  context: Context,
  sockets: Sockets,
  store: UploadStore,
  session: WebSessionNow,
  upload: Upload,
): Promise<HttpAnswer> {
  const { conversationId } = session;
  const at = context.now();
  const files = upload.files.map((file) => ({ file, id: context.randomId() }));
  const ref = ({ file, id }: (typeof files)[number]) => ({
    id,
    name: file.name,
    contentType: file.contentType,
    bytes: file.content.length,
  });
  for (const entry of files) await store.save({ ...ref(entry), conversationId, at }, entry.file.content);
  const principal = freshPrincipal(session);
  const attachments = files.map(({ file, id }) => attachmentOf(file, id));
  return takeArrival(
    context,
    sockets,
    arrivalOf(upload.activity, { conversationId, principal, at, freshId: context.randomId, uploads: files.map(ref), attachments }),
  );
}

/** The address carries its own permission and end; the browser saves the file and never shows it as a page of ours. */
export function getFile(context: Context, store: UploadStore): Handler {
  return async (request) => {
    const id = request.params.uploadId ?? '';
    const checked = await context.keys.check('file', request.query.get('t') ?? '', context.now());
    const info = checked.ok && checked.claims.file === id ? await store.info(id) : undefined;
    if (!info) return failure(404, 'NotFound', 'The file does not exist or its address has expired.');
    const headers = {
      'content-type': info.contentType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(info.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    };
    return { status: 200, headers, body: await store.content(id) };
  };
}
