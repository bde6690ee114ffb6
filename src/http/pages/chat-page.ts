/** `/chat`: the page inside the frame, with all notices in it before any script runs, and `/widget.js`, the launcher. */
import { fill, type Knowledge } from '../../content/knowledge.ts';
import { ownSocketOrigin } from '../../directline/addresses.ts';
import type { Handler } from '../../domain/exchange.ts';
import { type Html, html, newNonce, pageAnswer, policy } from '../../html/html.ts';
import { chatTexts, clientTexts, launcherTexts } from './chat-texts.ts';
import { closeIcon, compassIcon } from './icons.ts';
import type { WebFiles } from './web-files.ts';

export interface ChatPageOptions {
  /** The snapshot in force. */
  readonly knowledge: () => Knowledge;
  readonly files: WebFiles;
  readonly publicUrl?: string | undefined;
  /** Websites that may show the chat. */
  readonly origins: readonly string[];
  readonly uploads?: boolean | undefined;
}

/** In: options. Out: the page; its policy allows our own files, one nonce for styles, and the listed websites as parents. */
export function chatPage(options: ChatPageOptions): Handler {
  return async (request) => {
    const nonce = newNonce();
    const page = document(options, nonce);
    return pageAnswer(
      page,
      policy({
        'script-src': "'self'",
        'style-src': `'self' 'nonce-${nonce}'`,
        'img-src': "'self' data: blob:",
        'connect-src': `'self' blob: ${ownSocketOrigin(options.publicUrl, request.header('host'))}`,
        'worker-src': 'blob:',
        'font-src': "'self' data:",
        'frame-ancestors': ["'self'", ...options.origins].join(' '),
      }),
    );
  };
}

/** In: options. Out: the launcher script with its words; cached for minutes only, as it has no hash in its name. */
export function widgetScript({ knowledge, files }: Pick<ChatPageOptions, 'knowledge' | 'files'>): Handler {
  return async () => {
    const texts = JSON.stringify(chatTexts(knowledge(), launcherTexts));
    const headers = {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'cross-origin-resource-policy': 'cross-origin',
    };
    return { status: 200, headers, body: `(function(__LOTSE_TEXTS__){${await files.widget()}})(${texts});` };
  };
}

function document({ knowledge, files, uploads }: ChatPageOptions, nonce: string): Html {
  const content = knowledge();
  const text = chatTexts(content, ['subtitle', 'frameTitle', 'close', 'loading', 'retry', 'noScript']);
  const client = JSON.stringify(chatTexts(content, clientTexts));
  return html`<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${content.service.botName}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${files.url('chat.css')}">
</head>
<body data-nonce="${nonce}" data-webchat="${files.url('webchat.js')}" data-texts="${client}" data-uploads="${uploads ? 'on' : 'off'}">
<header class="bar" aria-label="${content.service.botName}">
<span class="mark" aria-hidden="true">${compassIcon}</span>
<div class="who"><h1 id="title" tabindex="-1">${content.service.botName}</h1><p>${text.subtitle}</p></div>
<button type="button" id="close" class="icon" aria-label="${text.close}" title="${text.close}" hidden>${closeIcon}</button>
</header>
<main aria-label="${text.frameTitle}">
${notice(content)}
<div id="state" class="state" role="status"><span id="state-text">${text.loading}</span> <button type="button" id="retry" hidden>${text.retry}</button></div>
<noscript><p class="state">${text.noScript}</p></noscript>
<div id="webchat"></div>
${uploads ? html`<p class="uploadnote">${chatTexts(content, ['uploadNote']).uploadNote}</p>` : undefined}
</main>
<script src="${files.url('chat.js')}"></script>
</body>
</html>`;
}

/** That it is an automatic assistant, who reads along, how long it is kept, and the links: readable before the first message. */
function notice(content: Knowledge): Html {
  const text = chatTexts(content, [
    'noticeTitle',
    'noticeAssistant',
    'noticeReaders',
    'noticeRetention',
    'privacyLink',
    'imprintLink',
    'newTab',
  ]);
  const link = (address: string, label: string) =>
    html`<a href="${address}" target="_blank" rel="noopener">${label}<span class="hidden"> (${text.newTab})</span></a>`;
  const { privacyNotice, imprint, retentionDays } = content.service;
  return html`<details id="notice" class="notice" open>
<summary>${text.noticeTitle}</summary>
<p>${text.noticeAssistant} ${text.noticeReaders} ${fill(text.noticeRetention, { retentionDays })}</p>
<p>${link(pageAddress(privacyNotice, 'privacy'), text.privacyLink)} ${link(pageAddress(imprint, 'imprint'), text.imprintLink)}</p>
</details>`;
}

/** A setting holds an address or the name of an own page; unset, the example page stands in. */
function pageAddress(setting: string | undefined, page: string): string {
  return setting?.startsWith('https://') ? setting : `/chat/${page}`;
}
