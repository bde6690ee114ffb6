/** Direct Line 3.0 for web chat, put together: handlers for the route table, the socket upgrade, and closing. */
import type { Handler } from '../domain/exchange.ts';
import { getActivities, postActivity } from './activities.ts';
import type { Context, DirectLineOptions } from './context.ts';
import { reconnectConversation, refreshToken, startConversation } from './conversations.ts';
import { filePath } from './files.ts';
import { onlyFrom, preflight } from './origins.ts';
import { defaultLimits, quota, relaxedLimits } from './quotas.ts';
import { openSockets } from './sockets.ts';
import { streamUpgrade, type Upgrade } from './stream.ts';
import { tokenKeys } from './token-keys.ts';
import { tokenRoute } from './token-route.ts';
import { uploadStore } from './upload-store.ts';
import { getFile, postUpload } from './uploads.ts';

export interface DirectLineHandlers {
  readonly token: Handler;
  readonly start: Handler;
  readonly reconnect: Handler;
  readonly refresh: Handler;
  readonly postActivity: Handler;
  readonly getActivities: Handler;
  readonly preflight: Handler;
  /** Only with an upload folder. */
  readonly upload?: Handler | undefined;
  readonly file?: Handler | undefined;
}

export interface DirectLine {
  readonly handlers: DirectLineHandlers;
  readonly upgrade: Upgrade;
  /** In: an upload. Out: the path that gives it back for a day, for channels that carry no files. */
  readonly filePath: (uploadId: string) => ReturnType<typeof filePath>;
  /** Open sockets, for metrics. */
  readonly openSockets: () => number;
  /** Closes all sockets; call it after the running turns are done. */
  readonly close: () => void;
}

/** In: ports, secrets and rules. Out: the channel; nothing listens until the server calls it. */
export function directLine(options: DirectLineOptions): DirectLine {
  const limits = options.limits ?? (options.production ? defaultLimits : relaxedLimits);
  const quotas = {
    messages: quota(limits.messages),
    messagesOfAddress: quota(limits.messagesOfAddress),
    newConversations: quota(limits.newConversations),
    uploadedBytes: quota(limits.uploadedBytes),
  };
  const context: Context = { ...options, keys: tokenKeys(options.secrets.token), quotas };
  const sockets = openSockets(context);
  const stopTyping = options.typing?.listen((conversationId, who) => who === 'agent' && sockets.type(conversationId, 'agent'));
  const guarded = (handler: Handler) => onlyFrom(context, handler);
  const uploads = options.uploadFolder === undefined ? undefined : uploadStore(options.uploadFolder);
  return {
    handlers: {
      token: guarded(tokenRoute(context)),
      start: guarded(startConversation(context)),
      reconnect: guarded(reconnectConversation(context)),
      refresh: guarded(refreshToken(context)),
      postActivity: guarded(postActivity(context, sockets)),
      getActivities: guarded(getActivities(context)),
      preflight: guarded(preflight),
      upload: uploads && guarded(postUpload(context, sockets, uploads)),
      file: uploads && getFile(context, uploads),
    },
    upgrade: streamUpgrade(context, sockets),
    filePath: (uploadId) => filePath(context, uploadId),
    openSockets: sockets.count,
    close: () => {
      stopTyping?.();
      sockets.close();
    },
  };
}
