/** Inside Teams: who hosts us, its theme and language, and the bearer that stands for the sign-in. Outside, all of this says so quickly. */
import { app, authentication } from '@microsoft/teams-js';
import type { TeamsSession } from '../../handoff/api/shapes.ts';
import { postUnproved, proveWith, Refusal } from '../app/api.ts';
import { lookOfTeams } from './looks.ts';

/** A page in a frame of somebody else never hears from Teams at all. */
const patienceMs = 4000;
/** A bearer is renewed while it still holds. */
const renewBeforeMs = 60_000;

/** Out: what Teams says of the place, or nothing outside of it. */
export async function greetTeams(): Promise<{ readonly page?: string | undefined } | undefined> {
  const late = new Promise<false>((resolve) => window.setTimeout(() => resolve(false), patienceMs));
  const isThere = await Promise.race([
    app.initialize().then(
      () => true,
      () => false,
    ),
    late,
  ]);
  if (!isThere) return undefined;
  const context = await app.getContext();
  lookOfTeams(context.app.theme);
  app.registerOnThemeChangeHandler(lookOfTeams);
  void app.notifySuccess();
  return { page: context.page.subPageId };
}

/** By our own clock: the server's may differ. */
const lifeMs = 15 * 60_000;

interface Session {
  readonly bearer: string;
  readonly until: number;
}

/** Signs in with Teams' own token. From then on every call carries our bearer, renewed as needed. Rejects with a `Refusal`. */
export async function enterByTeams(saidWhenRefused: string): Promise<void> {
  const exchange = async (): Promise<Session> => {
    const token = await authentication.getAuthToken().catch(() => {
      throw new Refusal('token', saidWhenRefused);
    });
    const { bearer } = await postUnproved<TeamsSession>('/teams/session', { token });
    return { bearer, until: Date.now() + lifeMs };
  };
  let session = await exchange();
  let renewing: Promise<Session> | undefined;
  proveWith(async () => {
    if (Date.now() > session.until - renewBeforeMs) {
      renewing ??= exchange().finally(() => {
        renewing = undefined;
      });
      session = await renewing;
    }
    return { authorization: `Bearer ${session.bearer}` };
  });
}
