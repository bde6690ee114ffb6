/** Mails that were not sent, shown outside production to this machine only. */
import type { Handler, HttpAnswer, HttpRequest } from '../../domain/exchange.ts';
import type { MailBox, ShownMail } from '../../domain/mail.ts';
import { Html, html, pageAnswer, policy } from '../../html/html.ts';
import { errorAnswer } from '../error-answer.ts';

export interface DevMailHandlers {
  readonly list: Handler;
  readonly mail: Handler;
  readonly html: Handler;
}

const loopback = /^(127\.|::1$|::ffff:127\.)/;
const pagePolicy = policy({ 'style-src': "'unsafe-inline'", 'frame-src': "'self'" });
/** What the mail brings along is shown, nothing is loaded or run. */
const mailPolicy = policy({
  'style-src': "'unsafe-inline'",
  'frame-ancestors': "'self'",
  sandbox: 'allow-popups allow-top-navigation-by-user-activation',
});

/** In: the box. Out: the handlers; everybody but this machine gets 404. */
export function devMail(box: MailBox): DevMailHandlers {
  const own = (handler: (request: HttpRequest) => Promise<HttpAnswer>): Handler => {
    return async (request) => (loopback.test(request.ip) ? handler(request) : notFound(request));
  };
  const one = (show: (mail: ShownMail) => HttpAnswer) =>
    own(async (request) => {
      const mail = await box.read(request.params.id ?? '');
      return mail ? show(mail) : notFound(request);
    });
  return {
    list: own(async () => framed('E-Mails', list(await box.list()))),
    mail: one((mail) => framed(mail.subject, detail(mail))),
    html: one((mail) => pageAnswer(new Html(mail.html), mailPolicy)),
  };
}

const notFound = (request: HttpRequest): HttpAnswer => errorAnswer(404, 'notFound', request.header('accept-language'));

function framed(title: string, content: Html): HttpAnswer {
  const page = html`<!doctype html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}iframe{width:100%;height:36rem;border:1px solid #888}dt{font-weight:600}</style>
</head><body><h1>${title}</h1>${content}</body></html>`;
  return pageAnswer(page, pagePolicy);
}

function list(mails: readonly ShownMail[]): Html {
  if (mails.length === 0) return html`<p>Noch keine E-Mail.</p>`;
  const rows = mails.map(
    ({ id, at, to, subject }) => html`<li><a href="/dev/mail/${id}">${subject}</a><br>${to}, ${new Date(at).toISOString()}</li>`,
  );
  return html`<p>Ohne SMTP_URL werden E-Mails nicht verschickt, sondern hier gezeigt.</p><ul>${rows}</ul>`;
}

function detail({ id, from, to, at, text }: ShownMail): Html {
  return html`<p><a href="/dev/mail">Alle E-Mails</a></p>
<dl><dt>Von</dt><dd>${from}</dd><dt>An</dt><dd>${to}</dd><dt>Zeit</dt><dd>${new Date(at).toISOString()}</dd></dl>
<h2>Text</h2><pre>${linked(text)}</pre><h2>HTML</h2><iframe title="HTML-Fassung" src="/dev/mail/${id}/html"></iframe>`;
}

/** Addresses stand on their own; everything else stays plain. */
function linked(text: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`))}`;
}
