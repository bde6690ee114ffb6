/** `/chat/:page`: privacy notice, imprint and terms as plain pages, from the Markdown in content. */
import markdownIt from 'markdown-it';
import type { Knowledge } from '../../content/knowledge.ts';
import type { Handler } from '../../domain/exchange.ts';
import { Html, html, pageAnswer, policy } from '../../html/html.ts';
import { errorAnswer } from '../error-answer.ts';
import type { WebFiles } from './web-files.ts';

const markdown = markdownIt({ html: false, linkify: true, typographer: false });

/** In: the snapshot in force and the built files. Out: the page, or 404 for a name that content does not have. */
export function contentPage({ knowledge, files }: { readonly knowledge: () => Knowledge; readonly files: WebFiles }): Handler {
  return async (request) => {
    const { pages, service } = knowledge();
    const name = request.params.page ?? '';
    const source = Object.hasOwn(pages, name) ? pages[name] : undefined;
    if (source === undefined) return errorAnswer(404, 'notFound', request.header('accept-language'));
    const title = /^# (.+)$/m.exec(source)?.[1] ?? service.botName;
    const page = html`<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${service.botName}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${files.url('page.css')}">
</head>
<body><main>${new Html(markdown.render(source))}</main></body>
</html>`;
    return pageAnswer(page, policy({ 'style-src': "'self'", 'img-src': 'data:' }));
  };
}
