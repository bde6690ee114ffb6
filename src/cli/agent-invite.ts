/** `npm run agent:invite -- MAIL [NAME]`: makes a support agent known and prints a link that signs them in once. */
import { randomUUID } from 'node:crypto';
import type { Agent } from '../domain/agent.ts';
import { makeAgentSessions } from '../handoff/session.ts';
import { shownNameOf } from '../handoff/teams-session.ts';
import { type Print, withStorage } from './configured-storage.ts';

/** In: the arguments, the environment, where lines go, now. Out: the exit code. The same address again gives the same agent a new link. */
export async function agentInvite(args: readonly string[], env: NodeJS.ProcessEnv, print: Print, now = Date.now()): Promise<number> {
  const [email, ...words] = args;
  if (email === undefined || !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
    print('Give the address of the agent: npm run agent:invite -- name@company.example "First Last"');
    return 1;
  }
  return withStorage(env, print, async ({ storage, secrets, config }) => {
    const known = await storage.agentByEmail(email);
    const agent = known ?? newAgent(email, words.join(' ').trim(), now);
    if (!known) await storage.saveAgent(agent);
    if (agent.state === 'disabled') {
      print('This agent is disabled; nothing was sent.');
      return 1;
    }
    const token = await makeAgentSessions(secrets.tokenSecret).invite(agent.id, randomUUID(), now);
    const base = config.PUBLIC_URL ?? `http://localhost:${config.PORT}`;
    print(`${agent.name} (customers see: ${agent.shownName})`);
    print(`${base.replace(/\/$/, '')}/agent/invite?token=${token}`);
    print('The link signs in once, within 48 hours. Whoever has it can sign in: send it to nobody else.');
    return 0;
  });
}

function newAgent(email: string, given: string, now: number): Agent {
  const name = given || (email.split('@')[0] ?? email);
  return { id: `local:${randomUUID()}`, name, shownName: shownNameOf(name), email, state: 'active', createdAt: now };
}

if (import.meta.main) {
  process.exitCode = await agentInvite(process.argv.slice(2), process.env, (line) => process.stdout.write(`${line}\n`));
}
