import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig, settings } from '../src/config.ts';

const secret = 'a secret of at least thirty-two characters';
const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://support.example', TOKEN_SECRET: secret, LEDGER_KEY: secret };

function problems(env: Record<string, string>): string {
  const read = readConfig(env);
  return read.ok ? '' : read.problems.join('\n');
}

describe('settings', () => {
  it('need none outside production; example rates are on there', () => {
    expect(readConfig({})).toMatchObject({ ok: true, config: { PORT: 3978, exampleRates: true, production: false } });
  });

  it.each<[string, Record<string, string>]>([
    ['PORT', { PORT: 'many' }],
    ['PORT', { PORT: '70000' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'support' }],
    ['CHANNELS', { CHANNELS: 'fax' }],
    ['EXAMPLE_RATES', { EXAMPLE_RATES: 'perhaps' }],
    ['TOKEN_SECRET', { TOKEN_SECRET: 'short' }],
    ['MicrosoftAppId', { MicrosoftAppId: 'not-a-guid' }],
    ['RT_TOKEN', { TICKETING: 'rt', RT_URL: 'http://rt.example' }],
    ['TICKETING_CONFIG', { TICKETING: 'rt', RT_URL: 'http://rt.example', RT_TOKEN: 'token' }],
    ['REDMINE_URL', { TICKETING: 'redmine' }],
    ['SMTP_URL', { SMTP_URL: 'http://localhost' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://localhost' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'nobody' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'A\r\nBcc: x@example.test <a@example.test>' }],
    ['TOKEN_SECRET', { ...production, TOKEN_SECRET: '' }],
    ['LEDGER_KEY', { ...production, LEDGER_KEY: '' }],
    ['PUBLIC_URL', { ...production, PUBLIC_URL: '' }],
    ['MicrosoftAppId', { ...production, CHANNELS: 'webchat,teams' }],
    ['EXAMPLE_RATES', { ...production, EXAMPLE_RATES: 'on' }],
  ])('%s is named when it is wrong: %j', (name, env) => expect(problems(env)).toContain(`${name}: `));

  it('names all problems at once and prints no value', () => {
    const said = problems({ PORT: 'many', TOKEN_SECRET: 'hunter2' });
    expect(said.split('\n')).toHaveLength(2);
    expect(said).not.toContain('hunter2');
  });

  it('are complete in production', () => expect(readConfig(production)).toMatchObject({ ok: true, config: { exampleRates: false } }));

  it('stand in .env.example, all of them and no others', () => {
    const named = [...readFileSync('.env.example', 'utf8').matchAll(/^(\w+)=/gm)].map((match) => match[1]);
    expect(named.toSorted()).toEqual(Object.keys(settings.shape).toSorted());
  });
});
