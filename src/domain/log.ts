/** What parts of the server need of a logger; pino has this shape. Fields hold codes and ids, never message texts or personal data. */

type Write = (fields: Readonly<Record<string, unknown>>, message: string) => void;

export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}
