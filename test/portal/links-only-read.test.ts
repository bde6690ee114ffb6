/** Every address that a mail or the chat gives away: mail scanners fetch them as often as they like, and not one row of the database changes. */
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Contact, Principal } from '../../src/domain/identity.ts';
import { demoColleague, demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import { formId, linkPage, takeMails } from '../mail/links.ts';
import { principalOf, type ServedPortal, servePortal } from './served-portal.ts';
import { storeTicket } from './stored-ticket.ts';

let portal: ServedPortal;
beforeAll(async () => {
  portal = await servePortal();
});
afterAll(() => portal.close());

/** One hash over every row of every table. */
function stateOfDatabase(): string {
  const file = readdirSync(portal.dataDir).find((name) => /\.(db|sqlite3?)$/.test(name)) ?? '';
  const db = new Sqlite(path.join(portal.dataDir, file), { readonly: true });
  const tables = db.prepare("select name from sqlite_master where type = 'table' order by name").pluck().all() as string[];
  const hash = createHash('sha256');
  for (const table of tables) hash.update(`${table}\n${JSON.stringify(db.prepare(`select * from "${table}"`).raw().all())}\n`);
  db.close();
  return hash.digest('hex');
}

const mails = () => takeMails(portal.storage, portal.now());

it('20 times GET and 20 times HEAD, by nobody, by the owner and by a colleague, change nothing; the links still work', async () => {
  const nobody = await portal.browser();
  await nobody.post('/portal/sign-in', { email: demoCustomer.email, next: '/portal' });
  const signIn = linkPage((await mails())[0]);
  await nobody.post('/portal/register', {
    email: 'neu@muster-hausverwaltung.example',
    name: 'Neue Person',
    company: '',
    customerNo: demoOrganisation.customerNo,
  });
  const register = linkPage((await mails())[0]);
  const { number } = await storeTicket(portal);
  const open = await portal.offerInChat();
  const ordered = await portal.offerInChat();
  await portal.pressInChat(demoCustomer, ordered, 'Kostenpflichtig beauftragen');
  const found = await portal.storage.offerById(principalOf(demoCustomer, portal.now()), ordered.id);
  const wish = await anonymousWish();
  const addresses = [
    signIn,
    register,
    `/portal/tickets/${number}`,
    `/portal/offers/${open.id}`,
    `/portal/offers/${ordered.id}`,
    `/portal/orders/${found?.order?.id}/receipt`,
    `/portal/wishes/${wish}`,
    '/portal/registrations',
    `/portal/api/offers/${open.id}`,
    `/portal/api/tickets/${number}`,
  ];
  const before = stateOfDatabase();
  let requests = 0;
  for (const who of [undefined, demoCustomer, demoColleague] as (Contact | undefined)[]) {
    const headers: Record<string, string> = who ? { cookie: await portal.cookie(who) } : {};
    for (const address of addresses) {
      for (let n = 0; n < 20; n += 1) {
        const got = await fetch(portal.url + address, { headers, redirect: 'manual' });
        const head = await fetch(portal.url + address, { method: 'HEAD', headers, redirect: 'manual' });
        await got.arrayBuffer();
        expect([got.status, head.status].every((status) => status < 500)).toBe(true);
        expect([got.headers.get('set-cookie'), head.headers.get('set-cookie')]).toEqual([null, null]);
        requests += 2;
      }
    }
  }
  expect(requests).toBe(1200);
  expect(stateOfDatabase()).toBe(before);
  for (const link of [signIn, register]) {
    const pressed = await nobody.post(link, { form: formId(await (await nobody.get(link)).text()) });
    expect([pressed.status, pressed.headers.get('set-cookie') !== null]).toEqual([303, true]);
  }
  expect(stateOfDatabase()).not.toBe(before);
});

async function anonymousWish(): Promise<string> {
  const principal: Principal = { kind: 'anonymous', id: `dl_${randomUUID()}`, mayOrder: false, verifiedBy: 'none', at: portal.now() };
  const place = { channel: 'webchat', conversationKind: 'personal', dialogScope: 'main', conversationId: randomUUID(), principal } as const;
  const text = 'Wir brauchen eine Schulung für Hausperfekt';
  await portal.engine.take({ ...place, activityId: randomUUID(), at: portal.now(), input: { kind: 'text', text, uploads: [] } });
  const [offer] = await portal.storage.openOffers(principal);
  return offer?.id ?? '';
}
