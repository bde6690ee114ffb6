/** Files in conversations with agents: taken one by one before the message they go with, given out to agents only. */
import type { Handler, HttpAnswer } from '../../domain/exchange.ts';
import type { SaidFile } from '../../domain/handoff-action.ts';
import type { Context, StoredFile } from '../context.ts';
import { apiError, forAgents, forAgentsLinks, json } from '../guard.ts';
import type { FileView } from './handoff-shapes.ts';
import { unknown } from './handoffs.ts';
import { fileOf, isImage } from './message-view.ts';

/** An agent's files wait here until a message takes them. */
const holder = (agentId: string): string => `agent:${agentId}`;

/** `POST /agent/api/handoffs/:id/files`, the file as body, its name in `x-file-name` (percent-encoded). Out: the file once it is safe on disk. */
export function takeHandoffFile(context: Context): Handler {
  return forAgents(context, async (request, { agent }) => {
    const { uploads, store, now, randomId } = context;
    const found = await store.handoffById(request.params.id ?? '');
    if (found?.state !== 'accepted' || found.acceptedBy !== agent.id) return unknown(context);
    const content = await request.body(uploads.rules.maxBytes);
    const kept = uploads.accept(decoded(request.header('x-file-name')), content);
    const { texts } = context.snapshotKnowledge();
    if (!kept) return apiError(context, 422, 'wrongFile', texts['app.error.wrongFile']);
    const verdict = await uploads.scan(content);
    if (verdict === 'infected') return apiError(context, 422, 'infected', texts['app.error.infected']);
    if (verdict === 'unknown') return apiError(context, 503, 'notScanned', texts['app.error.notScanned']);
    const id = randomId();
    await uploads.save({ id, ...kept, bytes: content.length, conversationId: holder(agent.id), at: now() }, content);
    return json(fileOf({ id, ...kept, bytes: content.length }, found.id) satisfies FileView);
  });
}

/** In: ids sent with words, and into which conversation. Out: the files; `undefined` when one is neither this agent's nor there already. */
export async function ownFiles(
  { uploads }: Context,
  agentId: string,
  ids: readonly string[],
  conversationId: string,
): Promise<SaidFile[] | undefined> {
  const found = await Promise.all(ids.map((id) => uploads.info(id)));
  const places = [holder(agentId), conversationId];
  const own = found.flatMap((info) => (info && places.includes(info.conversationId) ? [info] : []));
  return own.length === ids.length ? own.map(({ id, name, contentType, bytes }) => ({ id, name, contentType, bytes })) : undefined;
}

const mostMessages = 2000;

/** `GET /agent/api/handoffs/:id/files/:fileId`: a file that one of the conversation's messages holds. */
export function giveHandoffFile(context: Context): Handler {
  return forAgentsLinks(context, async ({ params }) => {
    const found = await context.store.handoffById(params.id ?? '');
    const messages = found ? await context.store.messagesAfter(found.conversationId, 0, mostMessages) : [];
    const id = params.fileId ?? '';
    const isHere = messages.some(({ content }) => content.attachments?.some(({ uploadId }) => uploadId === id));
    const info = isHere ? await context.uploads.info(id) : undefined;
    return info ? fileAnswer(info, await context.uploads.content(id)) : unknown(context);
  });
}

function fileAnswer({ name, contentType }: StoredFile, body: Uint8Array): HttpAnswer {
  const headers = {
    'content-type': contentType,
    'content-disposition': `${isImage(contentType) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=3600',
  };
  return { status: 200, headers, body };
}

function decoded(name: string | undefined): string {
  try {
    return decodeURIComponent(name ?? '');
  } catch {
    // Not percent-encoded: taken as it is, and cleaned like any name.
    return name ?? '';
  }
}
