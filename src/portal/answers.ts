/** Answers that many pages share: framed content, errors, and the guard around every handler. */
import { fill } from '../content/knowledge.ts';
import { BodyTooLarge, type Handler, type HttpAnswer } from '../domain/exchange.ts';
import type { Html } from '../html/html.ts';
import { TurnError } from '../turn/turn-error.ts';
import { startOf } from './api/start.ts';
import type { Context, Visitor, VisitorHandler } from './context.ts';
import { isFromOwnPage } from './own-origin.ts';
import { appPage } from './pages/app-page.ts';
import { errorPage } from './pages/error-page.ts';
import { framed } from './pages/layout.ts';
import { toSignIn, visitorOf } from './visitors.ts';

export interface PageFacts {
  readonly title: string;
  readonly visitor?: Visitor | undefined;
  readonly status?: number;
  /** True for pages that the app draws; what is given then is for browsers without scripts. */
  readonly inApp?: true | undefined;
}

/** In: title, visitor and content. Out: the whole page. */
export function pageOf(context: Context, { title, visitor, status = 200, inApp }: PageFacts, content: Html): HttpAnswer {
  const knowledge = context.snapshotKnowledge();
  const company = visitor?.organisation?.name ?? knowledge.texts['portal.register.noCompany'];
  const signedIn = visitor && { name: visitor.principal.name ?? '', company };
  const frame = { knowledge, styles: context.styles, title, signedIn };
  if (inApp && visitor && context.app) return appPage(frame, content, startOf(context, visitor), context.app, status);
  return framed(frame, content, status);
}

export type Failure = 'notFound' | 'origin' | 'form' | 'busy';

const statuses: Record<Failure, number> = { notFound: 404, origin: 403, form: 403, busy: 503 };

/** In: what went wrong and where the page leads back to. Out: the error page; for things that are not there or not theirs always the same. */
export function failure(context: Context, kind: Failure, visitor?: Visitor, back = '/portal'): HttpAnswer {
  const { texts } = context.snapshotKnowledge();
  const title = texts[`portal.error.${kind}Title`];
  const label = texts[back === '/portal' ? 'portal.error.toOverview' : 'portal.error.toOffer'];
  const content = errorPage({ title, text: texts[`portal.error.${kind}Text`], link: { href: back, label } });
  return pageOf(context, { title, visitor, status: statuses[kind], inApp: kind === 'notFound' ? true : undefined }, content);
}

/** Wraps a handler: whatever it throws becomes a page; a POST from elsewhere is refused before anything is read. */
export function guarded(context: Context, handler: Handler): Handler {
  return async (request) => {
    try {
      if (request.method === 'POST' && !isFromOwnPage(request, context)) return failure(context, 'origin');
      return await handler(request);
    } catch (error) {
      return thrown(context, request.path, error);
    }
  };
}

/** Wraps a page for signed-in people: others are led to the sign-in and, for pages, back. */
export function forVisitors(context: Context, handler: VisitorHandler): Handler {
  return guarded(context, async (request) => {
    const visitor = await visitorOf(context, request);
    return visitor ? handler(request, visitor) : toSignIn(request.path);
  });
}

function thrown(context: Context, path: string, error: unknown): HttpAnswer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
  if (code === 'clientGone') throw error;
  if (error instanceof BodyTooLarge) return { ...failure(context, 'form'), status: 413 };
  if (error instanceof TurnError) return failure(context, 'busy');
  const reference = context
    .randomId()
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 8)
    .toUpperCase();
  context.log.error({ code, reference, path, err: error }, 'A page of the portal failed');
  const { texts } = context.snapshotKnowledge();
  const title = texts['portal.error.failedTitle'];
  const text = fill(texts['portal.error.failedText'], { reference });
  return pageOf(
    context,
    { title, status: 500 },
    errorPage({ title, text, link: { href: '/portal', label: texts['portal.error.toOverview'] } }),
  );
}
