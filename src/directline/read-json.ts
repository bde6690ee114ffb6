/** Reads a request body as JSON without trusting it. */
import type { HttpRequest } from '../domain/exchange.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

export type JsonRead = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** In: request, limit in bytes, what an empty body means (if anything). Out: the parsed value; not ok when it is no JSON in UTF-8. Rejects with `BodyTooLarge`. */
export async function readJson(request: HttpRequest, limit: number, whenEmpty?: unknown): Promise<JsonRead> {
  const bytes = await request.body(limit);
  if (bytes.length === 0 && whenEmpty !== undefined) return { ok: true, value: whenEmpty };
  try {
    return { ok: true, value: JSON.parse(utf8.decode(bytes)) };
  } catch {
    // Neither the parser's text nor the body helps the caller; "no JSON" is the whole finding.
    return { ok: false };
  }
}
