/** The only reader of settings: environment in, checked configuration out, every problem named in one plain sentence. */
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ });
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
const secret = z.string().min(32, 'must have at least 32 characters');
const sender = z
  .string()
  .regex(
    /^(?:[^<>"\r\n,;:@]{1,80} <[^\s<>"@]+@[\w.-]+>|[^\s<>"@]+@[\w.-]+)$/,
    'must be an address, or a name and an address: Support <support@example.com>',
  );
const onOff = z.enum(['on', 'off']).transform((value) => value === 'on');

/** All settings; `.env.example` explains each. */
export const settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .default(3978),
  PUBLIC_URL: url.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  CHANNELS: list.pipe(z.array(z.enum(['webchat', 'teams']))).default(['webchat']),
  CONTENT_DIR: z.string().default('./content'),
  EXAMPLE_RATES: onOff.optional(),
  MicrosoftAppType: z.enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI']).default('SingleTenant'),
  MicrosoftAppId: z.uuid().optional(),
  MicrosoftAppPassword: z.string().min(1).optional(),
  MicrosoftAppTenantId: z.uuid().optional(),
  STAFF_TENANTS: list.default([]),
  ENTRA_AUTHORITY: url.default('https://login.microsoftonline.com').transform((address) => address.replace(/\/$/, '')),
  EDITORS: list.default([]),
  AGENTS: list
    .pipe(
      z.array(
        z
          .string()
          .toLowerCase()
          .regex(/^[\da-f-]{36}:[\da-f-]{36}$/, 'must be tenantId:objectId, comma-separated'),
      ),
    )
    .default([]),
  WEBCHAT_ORIGINS: list.default([]),
  WEBCHAT_IDENTITY_SECRET: secret.optional(),
  TOKEN_SECRET: secret.optional(),
  LEDGER_KEY: secret.optional(),
  TICKETING: z.enum(['embedded', 'rt', 'redmine']).default('embedded'),
  TICKETING_CONFIG: z.string().optional(),
  RT_URL: url.optional(),
  RT_TOKEN: z.string().optional(),
  REDMINE_URL: url.optional(),
  REDMINE_KEY: z.string().optional(),
  TICKETING_WEBHOOK_SECRET: secret.optional(),
  HANDOFF_HUB_URL: url.optional(),
  HANDOFF_HUB_SECRET: secret.optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: sender.optional(),
  MAIL_REPLY_TO: sender.optional(),
  IMAP_URL: z
    .string()
    .regex(/^imaps?:\/\/[^:@/\s]+:[^@/\s]+@[^@/\s]+/, 'must look like imaps://user:password@host/INBOX')
    .optional(),
  CLAMD_URL: z
    .string()
    .regex(/^tcp:\/\/[^\s/]+$/, 'must be like tcp://localhost:3310')
    .optional(),
  TRUST_PROXY: onOff.default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
});

export type Config = Readonly<z.infer<typeof settings>> & { readonly production: boolean; readonly exampleRates: boolean };

export type ConfigResult = { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly string[] };

/** In: an environment (never read elsewhere). Out: the configuration, or every problem as one sentence that names the setting; values are never printed. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const named = Object.fromEntries(
    Object.keys(settings.shape)
      .map((name) => [name, env[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settings.safeParse(named);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}.`) };
  const production = parsed.data.NODE_ENV === 'production';
  const unusable = [...hubProblems(parsed.data), ...ticketingProblems(parsed.data), ...mailProblems(parsed.data)];
  if (unusable.length > 0) return { ok: false, problems: unusable };
  const config: Config = { ...parsed.data, production, exampleRates: parsed.data.EXAMPLE_RATES ?? !production };
  const problems = production ? productionProblems(config) : [];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config };
}

/** Mail servers refuse mails without a sender of theirs. */
function mailProblems({ SMTP_URL, MAIL_FROM, IMAP_URL }: z.infer<typeof settings>): string[] {
  if (SMTP_URL && !MAIL_FROM) return ['MAIL_FROM: is needed with SMTP_URL; set the address that mails come from.'];
  // Without it a mail of ours that comes back could not be told from a customer's.
  return IMAP_URL && !MAIL_FROM ? ['MAIL_FROM: is needed with IMAP_URL; set the address that mails come from.'] : [];
}

/** A ticket system outside needs its address, its key and the file that describes it. */
function ticketingProblems(data: z.infer<typeof settings>): string[] {
  const needed = {
    embedded: [],
    rt: ['RT_URL', 'RT_TOKEN', 'TICKETING_CONFIG'],
    redmine: ['REDMINE_URL', 'REDMINE_KEY', 'TICKETING_CONFIG'],
  } as const;
  return needed[data.TICKETING]
    .filter((name) => data[name] === undefined)
    .map((name) => `${name}: is needed for TICKETING=${data.TICKETING}; set it (see .env.example).`);
}

/** What goes to a hub and comes from it is signed. */
function hubProblems({ HANDOFF_HUB_URL, HANDOFF_HUB_SECRET }: z.infer<typeof settings>): string[] {
  return HANDOFF_HUB_URL && !HANDOFF_HUB_SECRET
    ? ['HANDOFF_HUB_SECRET: is needed with HANDOFF_HUB_URL; set the secret shared with the hub.']
    : [];
}

function productionProblems(config: Config): string[] {
  const needed = [
    'TOKEN_SECRET',
    'LEDGER_KEY',
    'PUBLIC_URL',
    ...(config.CHANNELS.includes('teams') ? ['MicrosoftAppId'] : []),
    ...(config.CHANNELS.includes('teams') && config.MicrosoftAppType !== 'UserAssignedMSI' ? ['MicrosoftAppPassword'] : []),
  ] as const;
  const missing = needed
    .filter((name) => config[name as keyof Config] === undefined)
    .map((name) => `${name}: is needed in production; set it (see .env.example).`);
  const example = config.exampleRates
    ? ['EXAMPLE_RATES: example rates are not allowed in production; set it to off and fill content/rates.yaml.']
    : [];
  return [...missing, ...example];
}
