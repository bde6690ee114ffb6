/** Calls of the portal's API: JSON in and out, refusals as errors with a sentence for the person. */
import type { Refused, Upload } from '../../portal/api/shapes.ts';

/** A call that did nothing; the sentence says what to do. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

/** Said when the server cannot be reached at all. */
let unreachable = '';
export const sayWhenUnreachable = (sentence: string): void => {
  unreachable = sentence;
};

/** One for each thing a person does, so that the same thing sent again is the same thing. */
export const newKey = (): string => crypto.randomUUID();

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>(path, { signal: signal ?? null });

export const post = <T>(path: string, body: object): Promise<T> =>
  call<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const answer = await fetch(`/portal/api${path}`, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal('unreachable', unreachable);
  });
  return answerOf<T>(answer.status, (await answer.json().catch(() => undefined)) as T | Refused | undefined);
}

function answerOf<T>(status: number, body: T | Refused | undefined): T {
  if (status === 401) toSignIn();
  if (status < 300 && body !== undefined) return body as T;
  const refused = body as Refused | undefined;
  throw new Refusal(refused?.error?.code ?? 'failed', refused?.error?.sentence ?? unreachable);
}

/** The session is over: the sign-in leads back here. */
export function toSignIn(): void {
  location.assign(`/portal/sign-in?next=${encodeURIComponent(location.pathname)}`);
}

/** Sends one file. In: the file and what is told of its progress, 0 to 1. Rejects with a `Refusal`. */
export function upload(file: File, onProgress: (share: number) => void): { readonly done: Promise<Upload>; readonly stop: () => void } {
  const request = new XMLHttpRequest();
  const done = new Promise<Upload>((resolve, reject) => {
    request.open('POST', '/portal/api/uploads');
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('error', () => reject(new Refusal('unreachable', unreachable)));
    request.addEventListener('load', () => {
      try {
        resolve(answerOf<Upload>(request.status, (request.response ?? undefined) as Upload | Refused | undefined));
      } catch (error) {
        reject(error);
      }
    });
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
