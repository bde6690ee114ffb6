/** `npm run manifest [-- FILE.zip]`: builds the Teams app package from `manifest/` and the settings. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Config, readConfig } from '../config.ts';
import type { Service } from '../content/knowledge.ts';
import { loadKnowledge } from '../content/load-knowledge.ts';
import { fillTemplate, type Manifest, type PackageValues, packageFiles, packageProblems, zipped } from './app-package.ts';

const root = path.resolve(import.meta.dirname, '../..');
const standard = 'dist/support-lotse-teams.zip';

type Values = { readonly ok: true; readonly values: PackageValues } | { readonly ok: false; readonly problems: readonly string[] };

/** In: settings, what the operator has filled in, the version. Out: the values for the template, or what is missing for it. */
export function packageValues(
  { PUBLIC_URL, MicrosoftAppId: appId }: Pick<Config, 'PUBLIC_URL' | 'MicrosoftAppId'>,
  { vendorName, botName, privacyNotice }: Pick<Service, 'vendorName' | 'botName' | 'privacyNotice'>,
  version: string,
): Values {
  const url = PUBLIC_URL?.replace(/\/+$/, '');
  if (appId === undefined || !url?.startsWith('https://') || privacyNotice === undefined) {
    const problems = [
      ...(appId === undefined ? ['MicrosoftAppId: is needed for the package; set it (see .env.example).'] : []),
      ...(url?.startsWith('https://') ? [] : ['PUBLIC_URL: must be set to an address with https://; Teams opens nothing else.']),
      ...(privacyNotice === undefined ? ['content/service.yaml: privacyNotice is not set; Teams demands one.'] : []),
    ];
    return { ok: false, problems };
  }
  const privacyUrl = privacyNotice.startsWith('https://') ? privacyNotice : `${url}/chat/${privacyNotice}`;
  return { ok: true, values: { version, appId, url, host: new URL(url).hostname, vendorName, botName, privacyUrl } };
}

/** In: the arguments, the environment, where lines go. Out: the exit code; the zip is written only when nothing is wrong with it. */
export function buildPackage(args: readonly string[], env: NodeJS.ProcessEnv, print: (line: string) => void): number {
  const fail = (problems: readonly string[]): number => {
    for (const problem of problems) print(problem);
    return 1;
  };
  const read = readConfig(env);
  if (!read.ok) return fail(read.problems);
  const loaded = loadKnowledge(read.config.CONTENT_DIR, { exampleRates: false });
  if (!loaded.ok) return fail(['content: has problems; npm run content:check names them.']);
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const found = packageValues(read.config, loaded.knowledge.service, version);
  if (!found.ok) return fail(found.problems);
  const source = (name: string) => readFileSync(path.join(root, 'manifest', name));
  const template = source('template.json').toString('utf8');
  const sources = { template, english: source('en.json').toString('utf8'), color: source('color.png'), outline: source('outline.png') };
  const files = packageFiles(sources, found.values);
  const problems = packageProblems(fillTemplate(template, found.values) as Manifest, files);
  if (problems.length > 0) return fail(problems);
  const file = args[0] ?? path.join(root, standard);
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, zipped(files));
  print(`${file}: upload it in the Teams admin center, or in Teams under Apps > Manage your apps.`);
  return 0;
}

if (import.meta.main) {
  process.exitCode = buildPackage(process.argv.slice(2), process.env, (line) => process.stdout.write(`${line}\n`));
}
