/** Keeps mails as files instead of sending them: one `.eml` for mail programs and one `.json` for the page that shows them. */
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { MailBox, ShownMail } from '../domain/mail.ts';
import type { MailTransport } from './message.ts';
import { toOptions } from './smtp.ts';
import { whenFirstUsed } from './when-first-used.ts';

const shownSchema = z.object({
  id: z.string(),
  at: z.number(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});
const idPattern = /^\d{13,15}-[0-9a-f]{12}$/;
const mostShown = 100;

/** In: the folder and the sender. Out: the transport that writes there, and the box that reads it. */
export function fileBox(folder: string, from: string, replyTo?: string): MailTransport & MailBox {
  const composer = whenFirstUsed(({ createTransport }) => createTransport({ streamTransport: true, buffer: true, newline: 'unix' }));
  const read = async (id: string): Promise<ShownMail | undefined> => {
    if (!idPattern.test(id)) return undefined;
    const text = await readFile(join(folder, `${id}.json`), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : shownSchema.parse(JSON.parse(text));
  };
  return {
    async send(mail, at) {
      const id = `${at}-${mail.messageId.slice(0, 12)}`;
      const made = await (await composer()).sendMail(toOptions(mail, { from, replyTo }, at));
      const { to, subject, text, html } = mail;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(join(folder, `${id}.eml`), made.message as Buffer);
      await writeWhole(join(folder, `${id}.json`), JSON.stringify({ id, at, from, to, subject, text, html } satisfies ShownMail));
    },
    async list() {
      const names = await readdir(folder).catch((): string[] => []);
      const ids = names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []));
      const newest = ids.toSorted().reverse().slice(0, mostShown);
      return (await Promise.all(newest.map(read))).filter((mail) => mail !== undefined);
    },
    read,
    close: () => undefined,
  };
}

/** A reader sees the whole file or none. */
async function writeWhole(file: string, content: string | Buffer): Promise<void> {
  await writeFile(`${file}.part`, content, { mode: 0o600 });
  await rename(`${file}.part`, file);
}
