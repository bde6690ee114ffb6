/** What the server wrote into the page: its elements, words, nonce and addresses. */

export interface ClientTexts {
  readonly loading: string;
  readonly interrupted: string;
  readonly restored: string;
  readonly offline: string;
  readonly failed: string;
  readonly tooMany: string;
  readonly identityRefused: string;
  readonly notResumed: string;
  readonly retry: string;
}

/** In: an id the page is known to have. Out: its element. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
}

const { dataset } = document.body;

export const texts = JSON.parse(dataset.texts ?? '{}') as ClientTexts;
export const nonce = dataset.nonce ?? '';
export const webChatUrl = dataset.webchat ?? '';
export const uploadsAllowed = dataset.uploads === 'on';
