/** The part of hoodiecrow-imap that the tests use; it brings no types of its own. */
declare module 'hoodiecrow-imap' {
  export interface ImapServer {
    readonly server: {
      address(): { readonly port: number };
      on(event: 'connection', listener: (line: { destroy(): void; on(event: 'close', listener: () => void): void }) => void): void;
    };
    listen(port: number, ready: () => void): void;
    close(done: () => void): void;
    appendMessage(mailbox: string, flags: string[], internalDate: string, raw: string): void;
    getMailbox(name: string): { readonly messages: readonly { readonly flags: readonly string[] }[] };
  }
  export default function hoodiecrow(options: { plugins: readonly string[]; storage: object }): ImapServer;
}
