/** A support agent: a person who classes, offers, confirms and answers. */
import type { Principal, Verification } from './identity.ts';

export interface Agent {
  /** `tid:oid` for people from Entra ID, `local:<uuid>` for others. */
  readonly id: string;
  readonly name: string;
  /** What customers see, chosen by the agent: "Vorname N."; never an address or id. */
  readonly shownName: string;
  readonly email?: string | undefined;
  readonly state: 'active' | 'disabled';
  readonly createdAt: number;
}

/** In: an agent and how and when they proved who they are. Out: who acts in the turn. */
export function agentPrincipal({ id, name, shownName, email }: Agent, verifiedBy: Verification, at: number): Principal {
  return { kind: 'agent', id, name, shownName, ...(email === undefined ? {} : { email }), mayOrder: false, verifiedBy, at };
}
