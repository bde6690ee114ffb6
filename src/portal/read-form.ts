/** Reads a posted HTML form. */
import type { HttpRequest } from '../domain/exchange.ts';

const limit = 8192;

/** In: the request. Out: its fields (the last of several with one name), empty for any other kind of body. Rejects with `BodyTooLarge`. */
export async function readForm(request: HttpRequest): Promise<Readonly<Record<string, string>>> {
  const [type] = (request.header('content-type') ?? '').split(';');
  const body = await request.body(limit);
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return {};
  return Object.fromEntries(new URLSearchParams(Buffer.from(body).toString('utf8')));
}
