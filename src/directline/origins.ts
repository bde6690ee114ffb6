/** Which websites may call: our own and the listed ones. Requests without an Origin (not from a browser page) are left to their token. */
import type { Handler, HttpAnswer, HttpRequest } from '../domain/exchange.ts';
import { failure } from './answers.ts';

export interface OriginRules {
  /** Our own address as browsers see it; unset outside production, then the request's own host counts. */
  readonly publicUrl?: string | undefined;
  /** `WEBCHAT_ORIGINS`. */
  readonly origins: readonly string[];
}

/** In: the rules, an Origin header and the Host header. Out: whether the page may call. `null` (sandboxed, file) may not. */
export function originAllowed({ publicUrl, origins }: OriginRules, origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  if (origins.includes(origin)) return true;
  if (publicUrl !== undefined) return origin === new URL(publicUrl).origin;
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host && /^https?:/.test(origin);
}

/** Wraps a handler: foreign origins get 403, listed ones the CORS headers they need. */
export function onlyFrom(rules: OriginRules, handler: Handler): Handler {
  return async (request) => {
    const origin = request.header('origin');
    if (!originAllowed(rules, origin, request.header('host'))) {
      return failure(403, 'OriginNotAllowed', 'This origin may not call; add it to WEBCHAT_ORIGINS.');
    }
    return withCors(rules, request, await handler(request));
  };
}

/** Answers a browser's preflight for a listed origin. */
export const preflight: Handler = async () => ({ status: 204 });

function withCors(rules: OriginRules, request: HttpRequest, answer: HttpAnswer): HttpAnswer {
  const origin = request.header('origin');
  if (origin === undefined || !rules.origins.includes(origin)) return answer;
  const cors = {
    'access-control-allow-origin': origin,
    'access-control-allow-headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-max-age': '600',
    vary: 'origin',
  };
  return { ...answer, headers: { ...answer.headers, ...cors } };
}
