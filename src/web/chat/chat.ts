/** The page inside the frame: asks for a token, starts Microsoft's Web Chat, and brings it back when it gave up. */
import { chatClient } from './client.ts';
import { hostPage } from './host-page.ts';
import { element, texts } from './page.ts';
import { showState } from './state-line.ts';
import { askForToken } from './token.ts';
import { loadWebChat } from './web-chat.ts';

const closeButton = element('close');
const host = hostPage({ onFocus: focusChat });
let started: Promise<void> | undefined;
let chatRuns = false;

closeButton.hidden = !host.framed;
closeButton.addEventListener('click', host.close);
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented) host.close();
});
// A chat that ran and ended starts best from a clean page.
element('retry').addEventListener('click', () => (chatRuns ? location.reload() : void begin()));
void begin();

/** Starts once at a time; a failed start may be repeated by the visitor. */
function begin(): Promise<void> {
  started ??= start().finally(() => {
    started = undefined;
  });
  return started;
}

async function start(): Promise<void> {
  showState(texts.loading);
  focusChat();
  const [webChat, token] = await Promise.all([loadWebChat().catch(() => undefined), host.visitor().then(askForToken)]);
  if (!token.ok || !webChat) {
    showState(token.ok ? texts.failed : texts[token.why], true);
    return;
  }
  chatRuns = true;
  chatClient({ webChat, first: token.grant, note: token.resumed === false ? texts.notResumed : undefined });
  focusChat();
}

/** With a mouse straight to the input; on a touch screen to the title, as the keyboard would hide the notices. */
function focusChat(): void {
  const input = document.querySelector<HTMLElement>('.webchat__send-box-text-box__html-text-area, .webchat__send-box-text-box__input');
  (input && matchMedia('(pointer: fine)').matches ? input : element('title')).focus();
}
