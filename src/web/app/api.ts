/** Calls of the app's API: JSON in and out, refusals as errors with a sentence for the person. */
import type { Upload } from '../../portal/api/shapes.ts';
import { here } from './place.ts';

/** Every refusal of the server: a code for the page, a sentence for the person. */
interface Refused {
  readonly error?: { readonly code: string; readonly sentence?: string; readonly message?: string };
}

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

export const post = <T>(path: string, body: object): Promise<T> => call<T>(path, asJson(body));

/** An answer that goes on; rejects when there is none. */
export const openStream = async (path: string, signal: AbortSignal): Promise<Response> =>
  fetch(here().api + path, { signal, headers: { accept: 'text/event-stream', ...(await proof()) } });

/** Sent although the page closes; nobody waits for the answer. */
export const postLast = (path: string, body: object): void =>
  void call(path, { ...asJson(body), keepalive: true }).catch((error: unknown) => error instanceof Refusal);

/** Proof of who is asking where no cookie is sent. In: the headers it consists of, asked for before each call. */
let proof: () => Promise<Readonly<Record<string, string>>> = async () => ({});
export const proveWith = (give: typeof proof): void => {
  proof = give;
};

const asJson = (body: object) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** The call that brings the proof. */
export const postUnproved = <T>(path: string, body: object): Promise<T> => send<T>(path, asJson(body), false);

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const headers = { ...(init.headers as Readonly<Record<string, string>> | undefined), ...(await proof()) };
  return send<T>(path, { ...init, headers }, true);
}

/** `leads`: without a session the sign-in follows. */
async function send<T>(path: string, init: RequestInit, leads: boolean): Promise<T> {
  const answer = await fetch(here().api + path, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal('unreachable', unreachable);
  });
  return answerOf<T>(answer.status, (await answer.json().catch(() => undefined)) as T | Refused | undefined, leads);
}

function answerOf<T>(status: number, body: T | Refused | undefined, leads = true): T {
  if (status === 401 && leads) toSignIn();
  if (status === 204 || (status < 300 && body !== undefined)) return body as T;
  const refused = body as Refused | undefined;
  throw new Refusal(refused?.error?.code ?? 'failed', refused?.error?.sentence ?? refused?.error?.message ?? unreachable);
}

/** The session is over: the sign-in leads back here. */
export function toSignIn(): void {
  location.assign(here().signIn(location.pathname + location.search));
}

interface Sending<T> {
  readonly done: Promise<T>;
  readonly stop: () => void;
}

/** Sends one file. In: the file, what is told of its progress (0 to 1), where it goes below the API. Rejects with a `Refusal`. */
export function upload<T = Upload>(file: File, onProgress: (share: number) => void, path = '/uploads'): Sending<T> {
  const request = new XMLHttpRequest();
  const send = async (): Promise<void> => {
    for (const [name, value] of Object.entries(await proof())) request.setRequestHeader(name, value);
    request.send(file);
  };
  const done = new Promise<T>((resolve, reject) => {
    request.open('POST', here().api + path);
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('error', () => reject(new Refusal('unreachable', unreachable)));
    request.addEventListener('load', () => {
      try {
        resolve(answerOf<T>(request.status, (request.response ?? undefined) as T | Refused | undefined));
      } catch (error) {
        reject(error);
      }
    });
    void send();
  });
  return { done, stop: () => request.abort() };
}
