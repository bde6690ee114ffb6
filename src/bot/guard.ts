/** The door in front of the SDK: size, token, service address, shape, tenant, in this order. The SDK sees only what passed. */
import { BodyTooLarge, type HttpRequest } from '../domain/exchange.ts';
import { activitySchema, type IncomingActivity } from './activity-schema.ts';
import type { TokenCheck } from './bearer-token.ts';
import type { Refusal } from './refusal.ts';
import { isKnownConnector, isLoopback } from './service-url.ts';
import { tenantMayEnter, tenantOf } from './who.ts';

const maxBody = 256 * 1024;

export interface GuardOptions {
  /** Absent only outside production and without an app id: then anonymous activities from this machine are taken. */
  readonly checkToken: TokenCheck | undefined;
  readonly production: boolean;
  /** The one tenant of a single-tenant bot. */
  readonly homeTenant: string | undefined;
  readonly staffTenants: readonly string[];
}

export type Guarded =
  | { readonly kind: 'passed'; readonly activity: IncomingActivity }
  | { readonly kind: 'refused'; readonly refusal: Refusal };
type Checked = 'passed' | Refusal;

/** In: a request to the bot's endpoint. Out: the checked activity, or why it was refused. Never rejects. */
export async function guard(request: HttpRequest, options: GuardOptions): Promise<Guarded> {
  const raw = await readObject(request);
  if (typeof raw === 'string') return { kind: 'refused', refusal: raw };
  const trusted = options.checkToken
    ? await checkConnector(request, raw, options.checkToken, options)
    : checkAnonymous(request, raw, options);
  if (trusted !== 'passed') return { kind: 'refused', refusal: trusted };
  const shaped = activitySchema.safeParse(raw);
  if (!shaped.success) return { kind: 'refused', refusal: 'badRequest' };
  const allowed = checkTenant(shaped.data, options);
  return allowed === 'passed' ? { kind: 'passed', activity: shaped.data } : { kind: 'refused', refusal: allowed };
}

async function readObject(request: HttpRequest): Promise<Record<string, unknown> | Refusal> {
  try {
    const bytes = await request.body(maxBody);
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : 'badRequest';
  } catch (error) {
    return error instanceof BodyTooLarge ? 'tooLarge' : 'badRequest';
  }
}

async function checkConnector(
  request: HttpRequest,
  raw: Record<string, unknown>,
  checkToken: TokenCheck,
  { production }: GuardOptions,
): Promise<Checked> {
  const { channelId, serviceUrl } = raw;
  const verdict = await checkToken(request.header('authorization'), { channelId, serviceUrl });
  if (verdict !== 'accepted') return verdict;
  return isKnownConnector(serviceUrl) || (!production && isLoopback(serviceUrl)) ? 'passed' : 'forbidden';
}

/** Development without an app id: replies may only go into the answer or to this machine, and no foreign web page may call. */
function checkAnonymous(request: HttpRequest, raw: Record<string, unknown>, { production }: GuardOptions): Checked {
  if (production) return 'unauthorized';
  const origin = request.header('origin');
  if (origin !== undefined && !isLoopback(origin)) return 'forbidden';
  return isLoopback(raw.serviceUrl) || raw.deliveryMode === 'expectReplies' ? 'passed' : 'forbidden';
}

/** On every kind of activity, card presses included. */
function checkTenant(activity: IncomingActivity, { checkToken, homeTenant, staffTenants }: GuardOptions): Checked {
  if (!checkToken || activity.channelId !== 'msteams') return 'passed';
  return tenantMayEnter(tenantOf(activity), homeTenant, staffTenants) ? 'passed' : 'forbidden';
}
