/** Asks our server for a token: for a new conversation or, with the one thing we store, for the one begun in this tab. */
import type { VisitorHint } from '../protocol.ts';

export interface Grant {
  readonly token: string;
  readonly resume?: string;
  /** Given when the conversation had begun before. */
  readonly conversationId?: string;
}

export type TokenResult =
  | { readonly ok: true; readonly grant: Grant /** False when an earlier conversation could not be resumed. */; readonly resumed?: boolean }
  | { readonly ok: false; readonly why: 'failed' | 'tooMany' | 'identityRefused' };

export type ResumeResult = { readonly ok: true; readonly grant: Grant } | { readonly ok: false; readonly why: 'failed' | 'ended' };

/** In: who is visiting. Out: a token; a resume that no longer holds is forgotten and a new conversation begins. */
export async function askForToken(visitor: VisitorHint): Promise<TokenResult> {
  const resume = stored.read();
  const first = await post({ ...visitor, ...(resume && { resume }) });
  if (first.ok || first.why !== 'resumeExpired') return settle(first, undefined);
  stored.forget();
  return settle(await post({ ...visitor }), false);
}

/** A new token for the same conversation, when the old client is dead. `ended`: there is no way back to it. */
export async function askToResume(): Promise<ResumeResult> {
  const resume = stored.read();
  if (resume === undefined) return { ok: false, why: 'ended' };
  const posted = await post({ resume });
  if (!posted.ok) return { ok: false, why: posted.why === 'resumeExpired' ? 'ended' : 'failed' };
  if (posted.grant.resume) stored.write(posted.grant.resume);
  return posted;
}

type Posted =
  | { readonly ok: true; readonly grant: Grant }
  | { readonly ok: false; readonly why: 'failed' | 'tooMany' | 'identityRefused' | 'resumeExpired' };

function settle(posted: Posted, resumed: boolean | undefined): TokenResult {
  if (!posted.ok) return { ok: false, why: posted.why === 'resumeExpired' ? 'failed' : posted.why };
  if (posted.grant.resume) stored.write(posted.grant.resume);
  return { ok: true, grant: posted.grant, ...(resumed !== undefined && { resumed }) };
}

async function post(body: object): Promise<Posted> {
  try {
    const answer = await fetch('/api/webchat/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
    if (answer.ok) return { ok: true, grant: (await answer.json()) as Grant };
    if (answer.status === 429) return { ok: false, why: 'tooMany' };
    const code = ((await answer.json()) as { error?: { code?: string } }).error?.code;
    return { ok: false, why: code === 'ResumeExpired' ? 'resumeExpired' : code === 'IdentityRefused' ? 'identityRefused' : 'failed' };
  } catch {
    // No network, time-out or no JSON: for the visitor all the same, and the page offers to try again.
    return { ok: false, why: 'failed' };
  }
}

/** One entry in the frame's session storage; where the browser forbids it, the tab's memory. */
const stored = {
  memory: undefined as string | undefined,
  read(): string | undefined {
    try {
      return sessionStorage.getItem('resume') ?? this.memory;
    } catch {
      return this.memory;
    }
  },
  write(resume: string): void {
    this.memory = resume;
    try {
      sessionStorage.setItem('resume', resume);
    } catch {
      // Storage is blocked in this frame: the conversation then lasts as long as the page.
    }
  },
  forget(): void {
    this.memory = undefined;
    try {
      sessionStorage.removeItem('resume');
    } catch {
      // As above.
    }
  },
};
