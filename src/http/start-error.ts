/** The server could not start for a reason the operator can mend; the message is one plain sentence. */

export type StartErrorCode = 'portInUse' | 'portForbidden' | 'hostUnknown';

export class StartError extends Error {
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'StartError';
    this.code = code;
  }
}

/** In: what `listen` failed with. Out: a coded error where the cause is known, else the error itself. */
export function startErrorOf(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError('portInUse', `Port ${port} is already in use; stop the other program or set PORT to a free one.`, error);
    case 'EACCES':
      return new StartError('portForbidden', `Port ${port} may not be used by this user; set PORT to one above 1023.`, error);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError('hostUnknown', `HOST ${host} is not an address of this machine; set HOST to 127.0.0.1 or 0.0.0.0.`, error);
    default:
      return error;
  }
}
