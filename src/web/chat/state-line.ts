/** The one line below the notices that says how the connection is; screen readers hear it. */
import { element } from './page.ts';

let fading: ReturnType<typeof setTimeout> | undefined;

/** Shows a text until the next one; with a button when the visitor can do something about it. Empty text hides the line. */
export function showState(text: string, mayRetry = false): void {
  clearTimeout(fading);
  element('state').hidden = text === '';
  element('state-text').textContent = text;
  element('retry').hidden = !mayRetry;
}

/** Shows a text for a few seconds. */
export function flashState(text: string): void {
  showState(text);
  fading = setTimeout(() => showState(''), 5000);
}
