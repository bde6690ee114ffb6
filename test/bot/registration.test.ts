import { describe, expect, it } from 'vitest';
import { botChannel } from '../../src/bot/bot-channel.ts';
import { registrationProblems } from '../../src/bot/registration.ts';
import { anonymousConfig, registeredConfig } from './channel-under-test.ts';
import { memoryTurns } from './memory-turns.ts';

const named = (changes: object) => registrationProblems({ ...registeredConfig, ...changes }).map((sentence) => sentence.split(':')[0]);

describe('the settings of the registration', () => {
  it.each([
    ['none at all, in development', anonymousConfig],
    ['one tenant with a password', registeredConfig],
    ['many tenants', { ...registeredConfig, MicrosoftAppType: 'MultiTenant' as const, MicrosoftAppTenantId: undefined }],
    ['a managed identity', { ...registeredConfig, MicrosoftAppType: 'UserAssignedMSI' as const, MicrosoftAppPassword: undefined }],
  ])('fit together: %s', (_case, config) => {
    expect(registrationProblems(config)).toEqual([]);
  });

  it.each([
    ['no password', { MicrosoftAppPassword: undefined }, ['MicrosoftAppPassword']],
    ['no tenant', { MicrosoftAppTenantId: undefined }, ['MicrosoftAppTenantId']],
    ['a password beside a managed identity', { MicrosoftAppType: 'UserAssignedMSI' }, ['MicrosoftAppPassword']],
    [
      'a managed identity without a tenant',
      { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: undefined, MicrosoftAppTenantId: undefined },
      ['MicrosoftAppTenantId'],
    ],
    ['staff tenants that are names', { STAFF_TENANTS: ['contoso'] }, ['STAFF_TENANTS']],
  ])('do not fit: %s', (_case, changes, expected) => {
    expect(named(changes)).toEqual(expected);
  });

  it('are refused at the start with one plain sentence that shows no value', () => {
    const { engine, store } = memoryTurns();
    const quiet = () => undefined;
    const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
    const knowledge = () => {
      throw new Error('not asked');
    };
    const config = { ...registeredConfig, MicrosoftAppTenantId: undefined };
    const rest = { engine, store, knowledge, log, searchAnswers: () => [], publicUrl: () => '', fileAddress: knowledge };
    const start = () => botChannel({ config, ...rest });
    expect(start).toThrow(/^MicrosoftAppTenantId: is needed/);
    expect(start).not.toThrow(new RegExp(registeredConfig.MicrosoftAppPassword ?? ''));
  });
});
