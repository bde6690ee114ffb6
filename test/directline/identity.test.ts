/** Whose chat it is: the demo's people, the host's signed identity, and rights as they stand at each turn. */
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askToken, textsOf, visit } from '../support/direct-line-client.ts';
import { demoOrganisation, type ServedChat, secrets, serveChat } from '../support/served-chat.ts';

let chat: ServedChat;
let live: ServedChat;
beforeAll(async () => {
  [chat, live] = await Promise.all([serveChat(), serveChat({ production: true, publicUrl: 'https://lotse.example' })]);
});
afterAll(() => Promise.all([chat.close(), live.close()]));

let count = 0;
const claims = () => {
  count += 1;
  return {
    sub: 'u1',
    jti: `jti-${count}`,
    email: 'Neu@Kunde.example',
    name: 'Nele Neu',
    org: 'Neue GmbH',
    customerNo: 'K-2000',
    mayOrder: true,
  };
};
interface Signing {
  readonly secret?: string;
  readonly audience?: string;
  readonly life?: string | number;
  readonly alg?: string;
}
const signed = (payload: object, { secret = secrets.identity, audience = 'support-lotse', life = '4m', alg = 'HS256' }: Signing = {}) =>
  new SignJWT({ ...payload })
    .setProtectedHeader({ alg })
    .setAudience(audience)
    .setExpirationTime(life)
    .sign(new TextEncoder().encode(secret));

const principalOf = (server: ServedChat, conversationId: string) =>
  server.engine.taken.findLast((arrival) => arrival.conversationId === conversationId)?.principal;

test('outside production nobody in particular is the demo customer, who may order; the others are asked for', async () => {
  const people = [
    [{}, { kind: 'customer', id: 'contact-demo', mayOrder: true, verifiedBy: 'demo', organisationId: 'organisation-demo' }],
    [{ demo: 'colleague' }, { kind: 'customer', id: 'contact-demo-colleague', mayOrder: false, verifiedBy: 'demo' }],
    [{ anonymous: true }, { kind: 'anonymous', mayOrder: false, verifiedBy: 'none' }],
  ] as const;
  for (const [body, expected] of people) expect(principalOf(chat, (await visit(chat.url, body)).conversationId)).toMatchObject(expected);
});

test('in production nobody in particular is anonymous, whatever the body asks for', async () => {
  for (const body of [{}, { demo: 'customer' }, { anonymous: false }]) {
    expect(principalOf(live, (await visit(live.url, body)).conversationId)).toMatchObject({ kind: 'anonymous', mayOrder: false });
  }
});

test("the host's signed identity makes a customer of a stored organisation", async () => {
  const { conversationId } = await visit(live.url, { identity: await signed(claims()) });
  expect(principalOf(live, conversationId)).toMatchObject({
    kind: 'customer',
    name: 'Nele Neu',
    email: 'neu@kunde.example',
    mayOrder: true,
    verifiedBy: 'hostSignature',
  });
  expect(await live.storage.contactByEmail('neu@kunde.example')).toMatchObject({
    organisation: { customerNo: 'K-2000', name: 'Neue GmbH' },
  });
});

test('an identity cannot take over a contact of another organisation', async () => {
  const { conversationId } = await visit(live.url, { identity: await signed({ ...claims(), email: 'kim@muster.example' }) });
  const principal = principalOf(live, conversationId);
  expect(principal).toMatchObject({ kind: 'customer', mayOrder: false });
  expect(principal).not.toHaveProperty('organisationId');
});

test('an identity without company is a verified person without the right to order', async () => {
  const { conversationId } = await visit(live.url, { identity: await signed({ sub: 'u9', jti: 'jti-u9', mayOrder: true }) });
  expect(principalOf(live, conversationId)).toMatchObject({ kind: 'customer', id: 'host:u9', mayOrder: false });
});

test('every identity that does not hold is refused with the same answer', async () => {
  const used = await signed(claims());
  await askToken(live.url, { identity: used });
  const bad = {
    used,
    otherSecret: await signed(claims(), { secret: 'y'.repeat(40) }),
    otherAudience: await signed(claims(), { audience: 'somebody' }),
    expired: await signed(claims(), { life: Math.floor(Date.now() / 1000) - 60 }),
    tooLong: await signed(claims(), { life: '1h' }),
    otherAlgorithm: await signed(claims(), { alg: 'HS512', secret: secrets.identity.padEnd(64, 'x') }),
    noJti: await signed({ ...claims(), jti: undefined }),
    wrongTypes: await signed({ ...claims(), mayOrder: 'yes' }),
    garbage: 'a.b.c',
    unsigned: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ ...claims(), aud: 'support-lotse', exp: 9e9 })).toString('base64url')}.`,
  };
  const bodies = new Set<string>();
  for (const [name, identity] of Object.entries(bad)) {
    const answer = await askToken(live.url, { identity });
    expect([name, answer.status]).toEqual([name, 403]);
    bodies.add(await answer.text());
  }
  expect(bodies.size).toBe(1);
});

test('rights are read anew for every message', async () => {
  const visitor = await visit(chat.url);
  const contact = (mayOrder: boolean) => ({
    id: 'contact-demo',
    organisationId: 'organisation-demo',
    email: 'kim@muster.example',
    name: 'Kim Muster',
    mayOrder,
  });
  await visitor.say('recht');
  await chat.storage.saveCustomers([{ organisation: demoOrganisation, contacts: [contact(false)] }]);
  await visitor.say('recht');
  await chat.storage.saveCustomers([{ organisation: demoOrganisation, contacts: [contact(true)] }]);
  const replies = textsOf((await visitor.poll()).activities).filter((text) => text.startsWith('darf'));
  expect(replies).toEqual(['darf beauftragen', 'darf nicht beauftragen']);
});

test('the token route refuses wrong shapes with 400', async () => {
  for (const body of [[], null, 'x', { identity: 5 }, { resume: {} }, { anonymous: 'yes' }, { demo: 'admin' }]) {
    expect((await askToken(chat.url, body as object)).status).toBe(400);
  }
  expect((await fetch(`${chat.url}/api/webchat/token`, { method: 'POST', body: '{' })).status).toBe(400);
  expect((await fetch(`${chat.url}/api/webchat/token`, { method: 'POST' })).status).toBe(200);
});
