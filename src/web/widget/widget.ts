/** The launcher for any website: one button; the chat's frame is made, and anything loaded or stored, only when it is pressed. */
import { type FromHost, nameOf } from '../protocol.ts';
import { styles } from './styles.ts';
import { visitorHint } from './visitor.ts';

/** Put in front of this script by the server. */
declare const __LOTSE_TEXTS__: { readonly open: string; readonly close: string; readonly frameTitle: string; readonly launcher: string };

const texts = __LOTSE_TEXTS__;
const script = document.currentScript as HTMLScriptElement | null;

if (script && !document.querySelector('support-lotse')) {
  if (document.body) install(script);
  else addEventListener('DOMContentLoaded', () => install(script));
}

function install(tag: HTMLScriptElement): void {
  const server = new URL(tag.src).origin;
  const root = document.createElement('support-lotse');
  const shadow = root.attachShadow({ mode: 'open' });
  addStyles(shadow);
  const panel = document.createElement('div');
  panel.id = 'panel';
  panel.hidden = true;
  const button = launcher();
  shadow.append(panel, button);
  document.body.append(root);

  let frame: HTMLIFrameElement | undefined;
  const tell = (message: FromHost) => frame?.contentWindow?.postMessage(message, server);

  const open = () => {
    panel.hidden = false;
    root.toggleAttribute('open', true);
    button.setAttribute('aria-expanded', 'true');
    button.setAttribute('aria-label', texts.close);
    if (!frame) {
      frame = newFrame(server);
      panel.append(frame);
    } else tell({ lotse: 'focus' });
    frame.focus();
  };
  const close = () => {
    panel.hidden = true;
    root.toggleAttribute('open', false);
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-label', texts.open);
    button.focus();
  };

  button.addEventListener('click', () => (panel.hidden ? open() : close()));
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !panel.hidden && root.contains(document.activeElement)) close();
  });
  addEventListener('message', async (event) => {
    if (event.origin !== server || event.source !== frame?.contentWindow) return;
    const name = nameOf(event.data);
    if (name === 'ready') tell({ lotse: 'open', visitor: await visitorHint(tag) });
    if (name === 'close') close();
  });
}

/** Constructed style sheets need no permission from the host page's policy. */
function addStyles(shadow: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  shadow.adoptedStyleSheets = [sheet];
}

function launcher(): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.id = 'launcher';
  button.setAttribute('aria-label', texts.open);
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-controls', 'panel');
  button.innerHTML =
    '<svg class="chat" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5.5h14a1.5 1.5 0 0 1 1.5 1.5v8.500a1.500 1.500 0 0 1-1.500 1.500h-6.800L8 20.500V17H5a1.500 1.500 0 0 1-1.500-1.500V7A1.500 1.500 0 0 1 5 5.500z"/><path d="M8 10h8M8 13h5"/></svg>' +
    '<svg class="cross" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18"/></svg><span></span>';
  const label = button.querySelector('span');
  if (label) label.textContent = texts.launcher;
  return button;
}

function newFrame(server: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.src = `${server}/chat`;
  frame.title = texts.frameTitle;
  frame.allow = 'clipboard-write';
  return frame;
}
