/** Asks for one-time links: the answer is the same whether the address is known or not, and requests are counted per address and network. */
import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { HttpRequest } from '../domain/exchange.ts';
import { linkToken, tokenHash } from '../domain/link-token.ts';
import type { NewMail, NewMailLink, RegistrationForm } from '../domain/people.ts';
import type { Language } from '../domain/vocabulary.ts';
import type { Context } from './context.ts';

export const linkMinutes = 30;
const lifeMs = linkMinutes * 60_000;

/** As many as fit into the life of one link: whoever is limited still has a valid one in the mailbox. */
const perAddress = 5;
const perIp = 20;

const wishPage = /^\/portal\/wishes\/([\w-]{1,100})$/;

export const emailSchema = z.string().trim().max(254).pipe(z.email());

export interface LinkRequest {
  readonly email: string;
  readonly next: string;
  readonly registration?: RegistrationForm | undefined;
}

/** In: an address and where to go afterwards. Out: `asked`, known or not; `tooMany` when the network asks too often. */
export async function askForLink(context: Context, request: HttpRequest, asked: LinkRequest): Promise<'asked' | 'tooMany'> {
  const at = context.now();
  const limits = { since: at - lifeMs, perAddress, perIp };
  const kept = await context.store.keepMailLink(await newLink(context, request.ip, asked, at), limits);
  return kept === 'limitedIp' ? 'tooMany' : 'asked';
}

async function newLink(context: Context, ip: string, { email, next, registration }: LinkRequest, at: number): Promise<NewMailLink> {
  const personId = await personByEmail(context, email);
  const language = (await wishLanguage(context, next)) ?? (personId === undefined ? undefined : await context.store.languageOf(personId));
  const seed = context.randomId() + context.randomId();
  const hash = tokenHash(linkToken(context.secrets.token, seed));
  const purpose = personId === undefined && registration ? 'register' : 'signIn';
  const isSent = personId !== undefined || registration !== undefined;
  return {
    tokenHash: hash,
    purpose,
    email,
    personId,
    registration: purpose === 'register' && registration ? { ...registration, language } : undefined,
    next,
    ip: networkOf(context.secrets.token, ip),
    at,
    expiresAt: at + lifeMs,
    mail: isSent ? linkMail({ purpose, email, seed, hash, language, expiresAt: at + lifeMs }) : undefined,
  };
}

/** The wish that somebody comes with was made in a conversation just now: its language comes before that of older requests. */
async function wishLanguage({ store }: Context, next: string): Promise<Language | undefined> {
  const id = wishPage.exec(next)?.[1];
  return id === undefined ? undefined : (await store.wish(id))?.request.language;
}

interface LinkMail {
  readonly purpose: 'signIn' | 'register';
  readonly email: string;
  readonly seed: string;
  readonly hash: string;
  readonly language: Language | undefined;
  readonly expiresAt: number;
}

function linkMail({ purpose, email, seed, hash, language, expiresAt }: LinkMail): NewMail {
  const template = purpose === 'register' ? 'registration' : 'sign-in';
  const values = { link: seed, minutes: String(linkMinutes) };
  return { key: `mail:${template}:${hash.slice(0, 32)}`, payload: { template, language, to: { email }, values, expiresAt } };
}

async function personByEmail({ store }: Context, email: string): Promise<string | undefined> {
  return (await store.contactByEmail(email))?.contact.id ?? (await store.registrationByEmail(email))?.id;
}

/** A keyed hash: addresses are counted, not kept. Of IPv6 the network counts, not the single address. */
function networkOf(secret: string, ip: string): string {
  const network = ip.includes(':') && !ip.includes('.') ? ip.split(':').slice(0, 4).join(':') : ip;
  return createHmac('sha256', secret).update(`support-lotse network ${network}`).digest('base64url').slice(0, 22);
}
