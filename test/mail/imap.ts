/** A real IMAP server in the test process. */
import hoodiecrow, { type ImapServer } from 'hoodiecrow-imap';

export interface ImapBox {
  readonly url: string;
  /** Puts a mail into the inbox, as a mail server would. */
  deliver(raw: string, flags?: readonly string[]): void;
  /** Flags of each mail in the inbox, oldest first. */
  flags(): readonly (readonly string[])[];
  /** Breaks every open line. */
  cut(): void;
  close(): Promise<void>;
}

const plugins = ['ID', 'SASL-IR', 'AUTH-PLAIN', 'NAMESPACE', 'IDLE', 'ENABLE', 'UIDPLUS', 'LITERALPLUS', 'UNSELECT', 'MOVE', 'SPECIAL-USE'];

/** In: the port, if it matters. Out: the server, with one user and an empty inbox. */
export async function startImap(port = 0): Promise<ImapBox> {
  const server: ImapServer = hoodiecrow({ plugins, storage: { INBOX: { messages: [] } } });
  const lines = new Set<{ destroy(): void }>();
  server.server.on('connection', (line) => {
    lines.add(line);
    line.on('close', () => lines.delete(line));
  });
  await new Promise<void>((resolve) => server.listen(port, () => resolve()));
  const cut = () => {
    for (const line of lines) line.destroy();
  };
  return {
    url: `imap://testuser:testpass@127.0.0.1:${server.server.address().port}/INBOX`,
    deliver: (raw, flags = []) => server.appendMessage('INBOX', [...flags], '', raw.replaceAll(/\r?\n/g, '\r\n')),
    flags: () => server.getMailbox('INBOX').messages.map((message) => message.flags),
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
