/** Whoever writes English gets English mails; where a mail states terms, the German stands below. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { looksEnglish, looksGerman } from '../../src/content/checks/wording.ts';
import { agentPrincipal } from '../../src/domain/agent.ts';
import type { Principal } from '../../src/domain/identity.ts';
import { type MailJob, mailLanguages } from '../../src/domain/mail.ts';
import type { Offer } from '../../src/domain/offer.ts';
import { compose } from '../../src/mail/compose.ts';
import { mailedReceipt } from '../../src/portal/mailed-receipt.ts';
import { demoAgents, demoColleague, demoCustomer, demoOrganisation } from '../../src/storage/demo.ts';
import type { ArrivalInput, TurnResult } from '../../src/turn/types.ts';
import { readPdf } from '../paper/read-pdf.ts';
import { formOf, principalOf, type ServedPortal, servePortal } from '../portal/served-portal.ts';
import { sampleJob, templates } from './jobs.ts';
import { cookieOf, formId, linkPage, takeMails } from './links.ts';
import { knowledge } from './world.ts';

const context = {
  knowledge,
  publicUrl: 'https://support.example',
  domain: 'support.example',
  linkPath: (seed: string) => `/portal/link/${seed}`,
};
const made = (job: MailJob) => compose(job, 'erika@muster-hausverwaltung.example', 'key', context);
const inEnglish = (job: MailJob): MailJob => ({ ...job, language: 'en' });

const english = 'My colleague posted all rents twice in Hausperfekt by mistake in December, can you clean that up?';
const german = 'Meine Kollegin hat im Dezember in Hausperfekt alle Mieten doppelt gebucht, könnt ihr das bereinigen?';

/** Values that people typed, and addresses, tell nothing. */
const ours = (text: string): string => text.replaceAll(/Größe & Maß <b>|Size & weight <b>|https:\S+/g, ' ');

describe('a mail in English', () => {
  const whole = templates.filter((template) => mailLanguages(template, 'en').join() === 'en');
  const both = templates.filter((template) => mailLanguages(template, 'en').join() === 'en,de');

  it('is one of those that state no terms; those that do are in both languages; one goes to people who have not written', () => {
    expect(both).toEqual(['order-receipt', 'offer-made', 'offer-forwarded', 'offer-reminder']);
    expect(templates.filter((template) => !whole.includes(template) && !both.includes(template))).toEqual(['registration-request']);
  });

  it.each(whole)('%s has no German sentence, in plain text and in HTML', (template) => {
    const { subject, text, html } = made(inEnglish(sampleJob(template)));
    expect(ours(`${subject}\n${text}`).split('\n').filter(looksGerman)).toEqual([]);
    expect(html).toContain('<html lang="en">');
    expect(html).not.toContain('lang="de"');
    expect(text).toContain('Please do not reply to this e-mail');
    expect(`${subject}${text}${html}`).not.toMatch(/[{]\w+[}]|\*\*|undefined|NaN/);
  });

  it.each(both)('%s has the English above the whole German one, and never both in a line', (template) => {
    const job = sampleJob(template);
    const [two, one] = [made(inEnglish(job)), made(job)];
    const [above = '', below = ''] = two.text.split(`\n\n${'-'.repeat(40)}\n\n`);
    expect(ours(`${two.subject}\n${above}`).split('\n').filter(looksGerman)).toEqual([]);
    const germanBody = one.text.split('\n-- \n')[0] ?? '';
    expect(below.startsWith(germanBody.trim())).toBe(true);
    expect(above).toContain('is only a translation aid; the German text of');
    for (const line of ours(two.text).split('\n')) expect([line, looksEnglish(line) && looksGerman(line)]).toEqual([line, false]);
    expect([...two.html.matchAll(/<div class="(part|foot)" lang="(\w\w)">/g)].map(([, kind, language]) => `${kind} ${language}`)).toEqual([
      'part en',
      'part de',
      'foot en',
      'foot de',
    ]);
  });

  it('names amounts, moments, products and states as English readers write them, and the German ones below', () => {
    const { text } = made({
      ...inEnglish(sampleJob('offer-made', { net: 12_000, gross: 14_280 })),
      values: {
        ...sampleJob('offer-made', { net: 12_000, gross: 14_280 }).values,
        product: { de: 'Anderes Produkt', en: 'Another product' },
        rateNote: { de: ' (Beispielsatz, nicht verbindlich)', en: ' (example rate, not binding)' },
      },
    } as MailJob);
    expect(text).toContain('Hourly rate: €120.00 net, €142.80 including VAT (example rate, not binding)');
    expect(text).toContain('Valid until: 22 Nov 2026, 09:15 (German time)');
    expect(text).toContain('Product: Another product');
    expect(text).toContain('120,00\u00a0€ netto, 142,80\u00a0€ brutto (Beispielsatz, nicht verbindlich)');
    expect(text).toContain('Gültig bis: 22.11.2026, 09:15 Uhr');
    expect(text).toContain('Produkt: Anderes Produkt');
  });

  it('that never had a language, as those of an older version, is German', () => {
    expect(made(sampleJob('ticket-created')).text).toContain('Bitte antworten Sie nicht auf diese E-Mail');
    expect(made(inEnglish(sampleJob('registration-request'))).text).toBe(made(sampleJob('registration-request')).text);
  });
});

describe('who writes English', () => {
  let portal: ServedPortal;
  beforeAll(async () => {
    portal = await servePortal();
  });
  afterAll(() => portal.close());
  const mails = () => takeMails(portal.storage, portal.now());
  beforeEach(mails);

  const told = (sent: readonly MailJob[]) => sent.map(({ template, language }) => `${template} ${language ?? 'de'}`).toSorted();
  const decide = async (who: typeof demoCustomer, { id }: Offer, decision: 'order' | 'decline' | 'review') => {
    const browser = await portal.browser(who);
    await browser.post(`/portal/offers/${id}`, formOf(await (await browser.get(`/portal/offers/${id}`)).text(), decision));
  };
  const take = (principal: Principal, input: ArrivalInput, conversationId: string = randomUUID()): Promise<TurnResult> =>
    portal.engine.take({
      channel: input.kind === 'agent' || input.kind === 'onBehalf' ? 'system' : input.kind === 'mail' ? 'mail' : 'webchat',
      conversationKind: 'personal',
      dialogScope: 'main',
      conversationId,
      activityId: randomUUID(),
      principal,
      at: portal.now(),
      input,
    });
  const agent = () => {
    const [first] = demoAgents;
    if (!first) throw new Error('There is no demo agent');
    return agentPrincipal(first, 'demo', portal.now());
  };

  it('is told so of the order, with the receipt in both languages, and its PDF has the summary, too', async () => {
    const offer = await portal.offerInChat(demoCustomer, english);
    await decide(demoCustomer, offer, 'order');
    const [receipt, ...more] = await mails();
    expect([receipt?.template, receipt?.language, more]).toEqual(['order-receipt', 'en', []]);
    expect(receipt?.values).toMatchObject({ product: { de: 'Hausperfekt', en: 'Hausperfekt' } });
    if (!receipt) throw new Error('There is no receipt');
    const parts = { store: portal.storage, knowledge: () => knowledge, now: portal.now };
    const [file] = await mailedReceipt(parts)(receipt);
    expect((await readPdf(Buffer.from(file?.content ?? []))).text).toContain('Summary in English');
  });

  it('hears of ticket, state and answer in English, whoever acts', async () => {
    const offer = await portal.offerInChat(demoCustomer, english);
    await decide(demoCustomer, offer, 'review');
    const [created] = await mails();
    expect(created).toMatchObject({
      template: 'ticket-created',
      language: 'en',
      values: { state: 'Received', next: 'Product support will look at your request.', product: 'Hausperfekt' },
    });
    const { requestId, conversationId } = offer;
    await take(agent(), { kind: 'agent', action: { kind: 'setTicketState', requestId, to: 'waitingCustomer' } }, conversationId);
    await take(agent(), { kind: 'agent', action: { kind: 'reply', requestId, text: 'Which month is it about?' } }, conversationId);
    const sent = await mails();
    expect(told(sent)).toEqual(['ticket-answered en', 'ticket-changed en']);
    expect(sent.find(({ template }) => template === 'ticket-changed')?.values).toMatchObject({
      state: 'Reply needed',
      next: 'Product support is waiting for your reply.',
    });
  });

  it('gets a forwarded offer and the decision of a colleague in English', async () => {
    const offer = await portal.offerInChat(demoColleague, english);
    await portal.pressInChat(demoColleague, offer, 'Zur Freigabe weiterleiten');
    expect(told(await mails())).toEqual(['offer-forwarded en', 'ticket-created en']);
    await decide(demoCustomer, offer, 'decline');
    expect(told(await mails())).toEqual(['offer-declined en']);
  });

  it('signs in by an English link from then on, and by a German one after a German request', async () => {
    const nobody = await portal.browser();
    const link = async () => {
      portal.passTime(31 * 60_000);
      await nobody.post('/portal/sign-in', { email: demoColleague.email });
      return told(await mails());
    };
    await portal.offerInChat(demoColleague, english);
    expect(await link()).toEqual(['sign-in en']);
    portal.passTime(1000);
    await portal.offerInChat(demoColleague, german);
    expect(await link()).toEqual(['sign-in de']);
  });

  it('without an account registers, is answered and confirmed in English, and the wish becomes an offer with an English summary', async () => {
    const visitor: Principal = { kind: 'anonymous', id: `dl_${randomUUID()}`, mayOrder: false, verifiedBy: 'none', at: portal.now() };
    const conversationId = randomUUID();
    await take(visitor, { kind: 'text', text: english, uploads: [] }, conversationId);
    const [wished] = await portal.storage.openOffers(visitor);
    if (!wished) throw new Error('The chat showed no offer');
    const { seq } = (await portal.storage.messagesAfter(conversationId, 0, 100)).findLast(({ content }) => content.card) ?? { seq: 0 };
    await take(visitor, { kind: 'press', a: `${seq}.0`, values: {} }, conversationId);
    const next = `/portal/wishes/${wished.id}`;
    const nobody = await portal.browser();
    const registering = { name: 'Nia New', email: 'nia@muster-hausverwaltung.example', customerNo: demoOrganisation.customerNo, next };
    await nobody.post('/portal/register', registering);
    const [registration] = await mails();
    expect(told(registration ? [registration] : [])).toEqual(['registration en']);
    const link = linkPage(registration);
    const pressed = await nobody.post(link, { form: formId(await (await nobody.get(link)).text()) });
    expect(cookieOf(pressed)).not.toBe('');
    expect(told(await mails())).toEqual(['registration-request de']);
    const { id = '' } = (await portal.storage.registrationByEmail(registering.email)) ?? {};
    const colleague = await portal.browser(demoCustomer);
    await colleague.post(`/portal/registrations/${id}`, { decision: 'confirmOrder' });
    expect(told(await mails())).toEqual(['registration-confirmed en']);
    const contact = (await portal.storage.contactById(id))?.contact;
    if (!contact) throw new Error('The registration made no contact');
    const person = await portal.browser(contact);
    const claimed = await person.post(next, { form: formId(await (await person.get(next)).text()) });
    const page = await (await person.get(claimed.headers.get('location') ?? '')).text();
    expect(page).toContain('Summary of the offer in English');
  });

  it('by mail is answered in English; lines about files in it are not theirs', async () => {
    const files = 'Nicht übernommene Anhänge (Art oder Größe nicht zugelassen): programm.exe';
    const words = 'The statement crashes when I open it.';
    const deed = {
      kind: 'request',
      subject: 'Crash',
      text: `${words}\n\n${files}`,
      words,
      uploads: [],
      messageId: 'one@customer',
    } as const;
    await take(principalOf(demoCustomer, portal.now()), { kind: 'mail', deed });
    expect(told(await mails())).toEqual(['ticket-by-mail en']);
  });

  it('gets English mails for what staff enter in their words, and not because staff speak English', async () => {
    const staff: Principal = { kind: 'staff', id: 'staff-1', mayOrder: false, verifiedBy: 'entra', at: portal.now() };
    const entry = { kind: 'ticket', organisationId: demoOrganisation.id, contactId: demoCustomer.id, product: 'hausperfekt' } as const;
    const enter = (description: string, language: 'de' | 'en') =>
      take(staff, { kind: 'onBehalf', entry: { ...entry, description, language } }, `system:form:${randomUUID()}`);
    const inGerman = await enter('Please help: the statement crashes when I open it', 'de');
    expect(inGerman.replies[0]?.content.text).toContain('Das Ticket ist für den Kunden angelegt.');
    expect(told(await mails())).toEqual(['ticket-created en']);
    const english = await enter('Die Abrechnung stürzt beim Öffnen ab', 'en');
    expect(english.replies[0]?.content.text).toContain('The ticket has been created for the customer.');
    expect(told(await mails())).toEqual(['ticket-created de']);
  });

  it('and German, too, is what a German conversation gets', async () => {
    const offer = await portal.offerInChat(demoCustomer, german);
    expect(offer.language).not.toBe('en');
    await decide(demoCustomer, offer, 'order');
    const [receipt] = await mails();
    expect([receipt?.language, receipt?.values]).toEqual([undefined, expect.objectContaining({ product: 'Hausperfekt' })]);
  });
});
