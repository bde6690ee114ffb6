/** News of other processes over LISTEN: a client of its own that reconnects, and reads what it missed meanwhile. */
import pg from 'pg';
import { z } from 'zod';
import type { News } from './news.ts';

export const newsChannel = 'support_lotse_committed';

const payload = z.object({ conversationId: z.string(), lastSeq: z.number(), by: z.string() });

/** Also asks this often, in case a notice was lost without the connection ending. */
const pollMs = 10_000;
/** Clocks of processes differ, and a commit is seen later than its time. */
const marginMs = 60_000;
const firstBackOffMs = 100;
const lastBackOffMs = 5000;

export interface ListenerOptions {
  readonly connection: pg.ClientConfig;
  /** Our own notices are told in process and skipped here. */
  readonly self: string;
  readonly news: News;
  readonly onError: (error: unknown) => void;
}

/** Connects once before it resolves; later losses are reported and repaired in the background. */
export async function listenTo(options: ListenerOptions): Promise<{ close(): Promise<void> }> {
  const { connection, self, news, onError } = options;
  const told = new Map<string, { lastSeq: number; at: number }>();
  let client: pg.Client | undefined;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let since = Date.now();

  /** What this process committed itself is told already. */
  const stopListening = news.listen(({ conversationId, lastSeq }) => told.set(conversationId, { lastSeq, at: Date.now() }));

  const tell = (conversationId: string, lastSeq: number): void => {
    if ((told.get(conversationId)?.lastSeq ?? 0) >= lastSeq) return;
    news.tell({ conversationId, lastSeq });
  };

  const connect = async (): Promise<void> => {
    const next = new pg.Client(connection);
    next.on('error', (error) => lost(next, error));
    next.on('end', () => lost(next, undefined));
    next.on('notification', (notice) => {
      const parsed = payload.safeParse(parseJson(notice.payload));
      if (parsed.success && parsed.data.by !== self) tell(parsed.data.conversationId, parsed.data.lastSeq);
    });
    try {
      await next.connect();
      await next.query(`listen ${newsChannel}`);
      await catchUp(next);
    } catch (error) {
      await next.end();
      throw error;
    }
    client = next;
    plan(poll, pollMs);
  };

  /** Everything that changed since shortly before the last look; what was told already is skipped. */
  const catchUp = async (from: pg.Client): Promise<void> => {
    const now = Date.now();
    const changed = await from.query<{ id: string; last_seq: number }>('select id, last_seq from conversations where changed_at >= $1', [
      since - marginMs,
    ]);
    since = now;
    for (const row of changed.rows) tell(row.id, row.last_seq);
    for (const [id, entry] of told) if (entry.at < now - 2 * marginMs) told.delete(id);
  };

  const plan = (work: () => Promise<void>, ms: number): void => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(() => void work().catch(onError), ms).unref();
  };

  const poll = async (): Promise<void> => {
    const current = client;
    if (!current) return;
    try {
      await catchUp(current);
      if (current === client) plan(poll, pollMs);
    } catch (error) {
      lost(current, error);
      await current.end();
    }
  };

  const lost = (which: pg.Client, error: unknown): void => {
    if (closed || which !== client) return;
    client = undefined;
    if (error !== undefined) onError(error);
    retry(firstBackOffMs);
  };

  const retry = (ms: number): void =>
    plan(async () => {
      try {
        await connect();
      } catch (error) {
        onError(error);
        retry(Math.min(ms * 2, lastBackOffMs));
      }
    }, ms);

  await connect();
  return {
    async close() {
      closed = true;
      stopListening();
      clearTimeout(timer);
      await client?.end();
    },
  };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}
