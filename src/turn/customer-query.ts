/** Which customer a turn of staff may be about: named in their words, or chosen in a form. */
import { wantsAgentChannel } from '../../dialogs/agent-channel.ts';
import { namedCustomer } from '../../dialogs/staff-words.ts';
import { mayLookUpCustomers } from '../domain/identity.ts';
import type { CustomerQuery } from '../domain/ports.ts';
import type { Arrival } from './types.ts';

/** Out: nothing for people who may not look, and nothing where several people read along. */
export function customerQuery({ principal, conversationKind, input }: Arrival): CustomerQuery | undefined {
  if (!mayLookUpCustomers(principal)) return undefined;
  if (input.kind === 'onBehalf') return { names: [], organisationId: input.entry.organisationId };
  if (input.kind !== 'text') return undefined;
  // Nobody is looked for; what counts is whether an agent asks.
  if (wantsAgentChannel(input.text)) return { names: [] };
  const { names } = namedCustomer(input.text);
  return conversationKind === 'personal' && names.length > 0 ? { names } : undefined;
}
