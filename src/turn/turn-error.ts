/** Why a turn could not be taken; nothing was written then. */

export const turnErrorCodes = ['turn.closed', 'turn.conflict'] as const;
export type TurnErrorCode = (typeof turnErrorCodes)[number];

export class TurnError extends Error {
  readonly code: TurnErrorCode;

  constructor(code: TurnErrorCode, message: string) {
    super(message);
    this.name = 'TurnError';
    this.code = code;
  }
}
