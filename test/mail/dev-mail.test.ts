/** Without a mail server: mails as files, shown to this machine outside production. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../src/domain/exchange.ts';
import { devMail } from '../../src/http/pages/dev-mail-page.ts';
import { fileBox } from '../../src/mail/file-box.ts';
import { sampleJob } from './jobs.ts';
import { header } from './smtp.ts';
import { type MailWorld, mailWorld, sender } from './world.ts';

let folder: string;
let world: MailWorld;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lotse-mails-'));
  world = await mailWorld();
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const asked = (ip: string, id = ''): HttpRequest => ({
  method: 'GET',
  path: '/dev/mail',
  params: { id },
  query: new URLSearchParams(),
  ip,
  header: () => undefined,
  body: async () => new Uint8Array(),
});

describe('mails that are not sent', () => {
  it('are whole files, one for mail programs and one to show, and only ours to read', async () => {
    const box = fileBox(folder, sender);
    await world.put('key', sampleJob('sign-in'));
    await world.worker(box).runDue();
    const names = await readdir(folder);
    expect(names.map((name) => path.extname(name)).toSorted()).toEqual(['.eml', '.json']);
    const raw = await readFile(path.join(folder, names.find((name) => name.endsWith('.eml')) ?? ''), 'utf8');
    expect(header(raw, 'Subject')).toBe('Ihr Link zur Anmeldung im Serviceportal');
    expect(header(raw, 'To')).toBe('erika@muster-hausverwaltung.example');
  });

  it('are listed and shown to this machine, with the link to press', async () => {
    const pages = devMail(fileBox(folder, sender));
    const list = await pages.list(asked('127.0.0.1'));
    const id = /\/dev\/mail\/([\w-]+)"/.exec(String(list.body))?.[1] ?? '';
    expect(String(list.body)).toContain('Ihr Link zur Anmeldung im Serviceportal');
    expect(String((await pages.mail(asked('::1', id))).body)).toContain('<a href="https://support.example/portal/link/');
    const shown = await pages.html(asked('127.0.0.1', id));
    expect(shown.headers?.['content-security-policy']).toContain("default-src 'none'");
    expect(shown.headers?.['content-security-policy']).toContain('sandbox');
  });

  it.each(['10.0.0.7', '203.0.113.9', '2001:db8::1', '::ffff:10.0.0.7'])('are not there for %s', async (ip) => {
    const pages = devMail(fileBox(folder, sender));
    for (const handler of [pages.list, pages.mail, pages.html]) expect((await handler(asked(ip))).status).toBe(404);
  });

  it.each(['../secrets', '..%2fsecrets', 'x', ''])('are read by their id only: %j', async (id) => {
    expect((await devMail(fileBox(folder, sender)).mail(asked('127.0.0.1', id))).status).toBe(404);
  });
});
