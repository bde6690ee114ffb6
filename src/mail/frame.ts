/** The frame of every mail: button, sender, where to answer, and the operator's own pages. No image, no script, nothing from elsewhere. */
import { fill, type Knowledge } from '../content/knowledge.ts';
import { escapeHtml, Html, html } from '../html/html.ts';

/** What a mail says in one language. */
export interface MailPart {
  /** In that language. */
  readonly knowledge: Knowledge;
  /** The body, plain and as HTML. */
  readonly text: string;
  readonly body: string;
  readonly button?: { readonly label: string; readonly url: string } | undefined;
}

export interface FrameParts {
  readonly publicUrl: string;
  /** True when answers to our mails are read. */
  readonly isRead: boolean;
  readonly subject: string;
  /** One below the other. */
  readonly parts: readonly [MailPart, ...MailPart[]];
}

const styles = `body{margin:0;padding:24px 12px;background:#f3f4f6;color:#1b1f24;font:16px/1.5 -apple-system,"Segoe UI",Roboto,Arial,sans-serif}
.card{max-width:560px;margin:0 auto;padding:24px;background:#fff;border:1px solid #d7dbe0;border-radius:8px;overflow-wrap:anywhere}
.name{margin:0 0 16px;font-weight:600}a{color:#0b5cab}
ul{margin:16px 0;padding:12px 16px;list-style:none;background:#f3f4f6;border-radius:6px}li{margin:4px 0}
.part+.part{margin-top:24px;padding-top:24px;border-top:1px solid #d7dbe0}
.raw{margin:4px 0 0;font-size:13px;color:#57606a}
.button{display:inline-block;margin:8px 0;padding:10px 18px;border-radius:6px;background:#0b5cab;color:#fff;text-decoration:none;font-weight:600}
.foot{max-width:560px;margin:16px auto 0;font-size:13px;color:#57606a}
@media (prefers-color-scheme:dark){body{background:#14171a;color:#e6e8ea}.card{background:#1e2327;border-color:#3a4046}.part+.part{border-color:#3a4046}a{color:#7fb8f0}.button{background:#7fb8f0;color:#10151a}ul{background:#2a3036}.foot,.raw{color:#a7afb8}}`;

/** Between two languages of a plain mail. */
const ruler = '-'.repeat(40);

/** In: the parts. Out: the whole mail as plain text. */
export function framedText({ publicUrl, isRead, parts }: FrameParts): string {
  const bodies = parts.map(({ text, button }) => [text.trim(), ...(button ? [`${button.label}:\n${button.url}`] : [])].join('\n\n'));
  const feet = parts.map(({ knowledge }) => {
    const own = ownPages(knowledge, publicUrl).map(({ label, url }) => `${label}: ${url}`);
    return [knowledge.texts['mail.sender'], answerWords(knowledge, publicUrl, isRead), ...own].join('\n');
  });
  return `${bodies.join(`\n\n${ruler}\n\n`)}\n\n-- \n${feet.join('\n\n')}\n`;
}

/** In: the parts. Out: the whole mail as HTML. */
export function framedHtml({ publicUrl, isRead, subject, parts }: FrameParts): string {
  const [{ knowledge }] = parts;
  const feet = parts.map(
    (part) => html`<div class="foot" lang="${part.knowledge.language}">${footOf(part.knowledge, publicUrl, isRead)}</div>`,
  );
  return html`<!doctype html>
<html lang="${knowledge.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${subject}</title>
<style>${new Html(styles)}</style></head>
<body><div class="card"><p class="name">${knowledge.service.botName}</p>
${parts.map(partHtml)}</div>
${feet}
</body></html>`.text;
}

function partHtml({ knowledge, body, button }: MailPart): Html {
  const link = button && html`<p><a class="button" href="${button.url}">${button.label}</a></p><p class="raw">${button.url}</p>`;
  return html`<div class="part" lang="${knowledge.language}">${new Html(body)}
${link}</div>`;
}

function footOf(knowledge: Knowledge, publicUrl: string, isRead: boolean): Html {
  const own = ownPages(knowledge, publicUrl).map(({ label, url }) => html`<a href="${url}">${label}</a>`);
  const answer = new Html(
    escapeHtml(answerWords(knowledge, publicUrl, isRead)).replace(
      escapeHtml(portalUrl(publicUrl)),
      `<a href="${escapeHtml(portalUrl(publicUrl))}">${escapeHtml(portalUrl(publicUrl))}</a>`,
    ),
  );
  return html`<p>${knowledge.texts['mail.sender']}</p><p>${answer}</p>${own.length > 0 ? html`<p>${own}</p>` : undefined}`;
}

const portalUrl = (publicUrl: string): string => `${publicUrl}/portal`;

const answerWords = ({ texts }: Knowledge, publicUrl: string, isRead: boolean): string =>
  fill(texts[isRead ? 'mail.answerRead' : 'mail.answer'], { url: portalUrl(publicUrl) });

/** Imprint and privacy notice, where the operator has set them. */
function ownPages({ texts, service }: Knowledge, publicUrl: string): { label: string; url: string }[] {
  const url = (setting: string) => (setting.startsWith('https:') ? setting : `${publicUrl}/chat/${setting}`);
  return [
    ...(service.imprint ? [{ label: texts['mail.imprint'], url: url(service.imprint) }] : []),
    ...(service.privacyNotice ? [{ label: texts['mail.privacy'], url: url(service.privacyNotice) }] : []),
  ];
}
