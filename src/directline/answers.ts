/** The answers of Direct Line: JSON that nobody caches, errors in its one shape. */
import type { HttpAnswer } from '../domain/exchange.ts';

const uncached = { 'cache-control': 'no-store' };

/** In: status and object. Out: a JSON answer that is not cached. */
export function json(status: number, body: object): HttpAnswer {
  return { status, headers: uncached, body };
}

export type ErrorCode =
  | 'BadArgument'
  | 'TokenExpired'
  | 'OriginNotAllowed'
  | 'IdentityRefused'
  | 'ResumeExpired'
  | 'TooManyRequests'
  | 'NotChecked'
  | 'NotFound';

/** In: status, code and a sentence for developers (people see the page's own words). Out: Direct Line's error object. */
export function failure(status: number, code: ErrorCode, message: string): HttpAnswer {
  return { status, headers: uncached, body: { error: { code, message } } };
}

/** 429 with the seconds to wait. */
export function tooMany(retryAfterMs: number): HttpAnswer {
  const answer = failure(429, 'TooManyRequests', 'Too many requests; try again later.');
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(Math.ceil(retryAfterMs / 1000)) } };
}
