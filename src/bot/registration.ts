/** Says at start what is wrong with the settings of the bot's registration, instead of at the first turn. */
import type { Config } from '../config.ts';

/** The settings the channel reads. */
export type BotConfig = Pick<
  Config,
  'production' | 'MicrosoftAppType' | 'MicrosoftAppId' | 'MicrosoftAppPassword' | 'MicrosoftAppTenantId' | 'STAFF_TENANTS'
>;

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** In: the settings. Out: every problem as one plain sentence that names the setting and prints no value. */
export function registrationProblems(config: BotConfig): string[] {
  const { MicrosoftAppId: id, MicrosoftAppPassword: password, MicrosoftAppTenantId: tenant, MicrosoftAppType: type } = config;
  const tenants = config.STAFF_TENANTS.every((item) => uuid.test(item))
    ? []
    : ['STAFF_TENANTS: must be a list of tenant ids (UUIDs), separated by commas.'];
  if (id === undefined) return tenants;
  const managed = type === 'UserAssignedMSI';
  return [
    ...tenants,
    ...(!managed && !password ? ['MicrosoftAppPassword: is needed together with MicrosoftAppId.'] : []),
    ...(managed && password ? ['MicrosoftAppPassword: must be empty for a managed identity (MicrosoftAppType UserAssignedMSI).'] : []),
    ...(type !== 'MultiTenant' && !tenant ? [`MicrosoftAppTenantId: is needed for MicrosoftAppType ${type}.`] : []),
  ];
}
