/** Tells a press on our own page from one that another site sends in the person's name. */
import type { HttpRequest } from '../domain/exchange.ts';

export interface OwnAddress {
  readonly publicUrl: () => string;
  readonly production: boolean;
}

/** In: a POST and our address. Out: true when the browser says that our own page sent it; a missing or `null` Origin is refused. Outside production the address in use counts too (127.0.0.1 for localhost). */
export function isFromOwnPage(request: HttpRequest, { publicUrl, production }: OwnAddress): boolean {
  const origin = request.header('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  if (URL.canParse(publicUrl()) && origin === new URL(publicUrl()).origin) return true;
  return !production && /^https?:\/\//.test(origin) && new URL(origin).host === request.header('host');
}
