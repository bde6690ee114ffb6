/** An HTTP request and its answer as channels see them, independent of the server framework. */

export interface HttpRequest {
  readonly method: string;
  /** Decoded path without query. */
  readonly path: string;
  /** Named parts of the route's path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Peer address; the forwarded one when TRUST_PROXY is on. */
  readonly ip: string;
  header(name: string): string | undefined;
  /** Reads the body; rejects with `BodyTooLarge` above the limit (bytes), before more than the limit was kept. */
  body(limit: number): Promise<Uint8Array>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A plain object is sent as JSON; text and bytes as they are with the content type from the headers. */
  readonly body?: string | Uint8Array | object | undefined;
  /** Instead of a body: an answer that goes on until one side ends it. Called once the headers are out; returns what to do when the connection is over. */
  readonly stream?: ((connection: Connection) => () => void) | undefined;
}

/** An answer that is still being written. */
export interface Connection {
  write(text: string): void;
  end(): void;
}

export type Handler = (request: HttpRequest) => Promise<HttpAnswer>;

/** Thrown by `HttpRequest.body`; the server answers 413. */
export class BodyTooLarge extends Error {
  readonly limit: number;

  constructor(limit: number) {
    super(`Body larger than ${limit} bytes`);
    this.name = 'BodyTooLarge';
    this.limit = limit;
  }
}
