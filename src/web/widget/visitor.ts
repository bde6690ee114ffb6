/** Asks the host page who its visitor is, at the moment the chat opens: a signed identity lives only minutes. */
import type { VisitorHint } from '../protocol.ts';

declare global {
  interface Window {
    /** A host page may set `supportLotse = { identity: async () => jwt }` before or after the launcher loads. */
    supportLotse?: { identity?: () => string | undefined | Promise<string | undefined> };
  }
}

/** In: our script tag (`data-identity-url`, `data-identity`, `data-visitor` for demos). Out: what to send for a token; nobody in particular when the host page cannot say. */
export async function visitorHint(tag: HTMLScriptElement): Promise<VisitorHint> {
  const identity = await hostIdentity(tag);
  if (identity) return { identity };
  const { visitor } = tag.dataset;
  if (visitor === 'anonymous') return { anonymous: true };
  return visitor === 'customer' || visitor === 'colleague' ? { demo: visitor } : {};
}

async function hostIdentity(tag: HTMLScriptElement): Promise<string | undefined> {
  try {
    const given = await window.supportLotse?.identity?.();
    if (given) return given;
    const { identityUrl, identity } = tag.dataset;
    if (!identityUrl) return identity;
    const answer = await fetch(identityUrl, { credentials: 'same-origin' });
    return answer.ok ? (await answer.text()).trim() : undefined;
  } catch (error) {
    console.warn('Support-Lotse: the host page could not name its visitor.', error);
    return undefined;
  }
}
