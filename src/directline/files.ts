/** Addresses of uploaded files: unguessable, expiring, made anew each time a message is shown. */
import type { Names } from './activity.ts';
import { ownOrigin } from './addresses.ts';
import { type Context, fileLifeMs } from './context.ts';

/** In: context, the session's user, the Host header. Out: the names that messages need when they are shown. */
export function namesFor(context: Context, userId: string, host: string | undefined): Names {
  const origin = ownOrigin(context.publicUrl, host);
  return {
    userId,
    botName: context.botName(),
    fileUrl: async (uploadId) => origin + (await filePath(context, uploadId)).path,
  };
}

/** In: context, an upload. Out: the path that gives it back, and until when, ms UTC. */
export async function filePath(context: Context, uploadId: string): Promise<{ readonly path: string; readonly until: number }> {
  const until = context.now() + fileLifeMs;
  const ticket = await context.keys.sign('file', { file: uploadId }, until);
  return { path: `/v3/directline/files/${uploadId}?t=${ticket}`, until };
}
