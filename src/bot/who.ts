/** Who speaks: staff by Entra tenant, the demo contacts in development, everybody else anonymous. */
import { createHash } from 'node:crypto';
import type { Principal } from '../domain/identity.ts';
import type { IdentityStore } from '../domain/ports.ts';
import type { IncomingActivity } from './activity-schema.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const demoContact = 'contact-demo';
/** One of the demo agents. */
const demoStaff = 'local:demo-1';
const demoColleague = 'contact-demo-colleague';

/** The tenant an activity from Teams comes from, in lower case; `undefined` when it names none or two different ones. */
export function tenantOf({ from, conversation, channelData }: IncomingActivity): string | undefined {
  const named = [from.tenantId, conversation.tenantId, channelData?.tenant?.id].filter((id) => id !== undefined);
  const tenants = new Set(named.map((id) => id.toLowerCase()));
  const [tenant] = tenants;
  return tenants.size === 1 && tenant !== undefined && uuid.test(tenant) ? tenant : undefined;
}

/** In: a tenant and the lists of the settings. Out: whether it may use the bot in Teams at all; a bot of one tenant serves that tenant and the staff's. */
export function tenantMayEnter(tenant: string | undefined, home: string | undefined, staffTenants: readonly string[]): boolean {
  if (home === undefined) return true;
  return tenant !== undefined && [home, ...staffTenants].some((id) => id.toLowerCase() === tenant);
}

/** The person within a conversation: the Entra object where there is one. */
export function personOf({ from }: IncomingActivity): string {
  return from.aadObjectId ?? from.id;
}

/** In: an activity whose token was checked. Out: staff when their tenant is listed, else anonymous. */
export function verifiedPrincipal(activity: IncomingActivity, staffTenants: readonly string[], at: number): Principal {
  const tenant = activity.channelId === 'msteams' ? tenantOf(activity) : undefined;
  const person = activity.from.aadObjectId?.toLowerCase();
  if (!tenant || !person || !uuid.test(person) || !staffTenants.some((id) => id.toLowerCase() === tenant)) return anonymous(activity, at);
  return { kind: 'staff', id: `${tenant}:${person}`, ...nameOf(activity), mayOrder: false, verifiedBy: 'entra', at };
}

/** In: an activity of the Emulator in development. Out: the demo customer; when asked for the colleague without the right to order, a demo agent as staff, or nobody in particular. */
export async function demoPrincipal(activity: IncomingActivity, store: Pick<IdentityStore, 'contactById'>, at: number): Promise<Principal> {
  const { anonymous: nobody, demo } = activity.channelData ?? {};
  if (nobody) return anonymous(activity, at);
  if (demo === 'staff') return { kind: 'staff', id: demoStaff, ...nameOf(activity), mayOrder: false, verifiedBy: 'demo', at };
  const found = await store.contactById(demo === 'colleague' ? demoColleague : demoContact);
  if (!found) return anonymous(activity, at);
  const { contact, organisation } = found;
  const { id, name, email, mayOrder } = contact;
  return { kind: 'customer', id, name, email, organisationId: organisation.id, mayOrder, verifiedBy: 'demo', at };
}

/**
 * The prefix keeps a channel's user id from posing as a contact or a member of staff.
 * Teams vouches for its user ids; elsewhere a client may choose its own, so there a person is one within one conversation only.
 */
function anonymous({ channelId, from, conversation }: IncomingActivity, at: number): Principal {
  const within = channelId === 'msteams' ? '' : conversation.id;
  const person = createHash('sha256').update([channelId, within, from.id].join('\n')).digest('base64url').slice(0, 27);
  return { kind: 'anonymous', id: `bf_${person}`, mayOrder: false, verifiedBy: 'none', at };
}

function nameOf({ from }: IncomingActivity): { name?: string } {
  return from.name ? { name: from.name } : {};
}
