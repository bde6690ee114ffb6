/** The Teams app package against Microsoft's own schemas, and what those do not see. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  fillTemplate,
  type Manifest,
  type PackageValues,
  packageFiles,
  packageProblems,
  pngSize,
  zipped,
} from '../../src/cli/app-package.ts';
import { buildPackage, packageValues } from '../../src/cli/manifest.ts';
import { copyContent } from '../content/content-copy.ts';

const values: PackageValues = {
  version: '0.1.0',
  appId: '11111111-2222-4333-8444-555555555555',
  url: 'https://support.example',
  host: 'support.example',
  vendorName: 'Aareon',
  botName: 'Support-Lotse',
  privacyUrl: 'https://support.example/chat/privacy',
};
const sources = {
  template: readFileSync('manifest/template.json', 'utf8'),
  english: readFileSync('manifest/en.json', 'utf8'),
  color: readFileSync('manifest/color.png'),
  outline: readFileSync('manifest/outline.png'),
};
const files = packageFiles(sources, values);
const manifest = fillTemplate(sources.template, values) as Manifest;

/** The schema files as Microsoft ships them; some start with a byte order mark. */
function schemaCheck(version: string, name: string) {
  const file = `node_modules/@microsoft/app-manifest/build/json-schemas/teams/v${version}/${name}.schema.json`;
  const schema = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as object;
  const ajv = new Draft04.default({ allErrors: true, strict: false, unicodeRegExp: false });
  formats.default(ajv as never);
  const check = ajv.compile(schema);
  return (data: unknown) => {
    check(data);
    return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}
const valid = schemaCheck(manifest.manifestVersion, 'MicrosoftTeams');

describe('the manifest', () => {
  it('fits the official schema of its version, and of the newest one', () => {
    expect(valid(manifest)).toEqual([]);
    expect(schemaCheck('1.30', 'MicrosoftTeams')({ ...manifest, manifestVersion: '1.30' })).toEqual([]);
  });

  it('would not fit with a wrong scope, an unknown field, or without an icon', () => {
    expect(valid({ ...manifest, bots: [{ botId: values.appId, scopes: ['groupchat'] }] })).not.toEqual([]);
    expect(valid({ ...manifest, botz: [] })).not.toEqual([]);
    expect(valid({ ...manifest, icons: { color: 'color.png' } })).not.toEqual([]);
  });

  it('offers the bot everywhere, search, action command, both kinds of tab and single sign-on', () => {
    expect(manifest).toMatchObject({
      bots: [{ scopes: ['personal', 'team', 'groupChat'] }],
      composeExtensions: [{ commands: [{ type: 'query' }, { type: 'query' }, { type: 'action', fetchTask: true }] }],
      webApplicationInfo: { resource: 'api://support.example/botid-11111111-2222-4333-8444-555555555555' },
      validDomains: ['support.example'],
    });
    expect(manifest.staticTabs[0]?.contentUrl).toBe('https://support.example/teams/tab');
    expect(manifest.configurableTabs).toHaveLength(1);
  });
});

describe('the English texts', () => {
  const english = fillTemplate(sources.english, values) as Record<string, string>;
  it('fit the official schema of language files', () => {
    expect(schemaCheck(manifest.manifestVersion, 'MicrosoftTeams.Localization')(english)).toEqual([]);
  });

  it('translate every text a person reads, and name nothing that is not there', () => {
    const german = new Map(shownTexts(manifest));
    const keys = Object.keys(english).filter((key) => key !== '$schema');
    expect(keys.toSorted()).toEqual([...german.keys()].toSorted());
  });
});

/** Paths of the manifest's texts in the form of language files. */
function shownTexts(value: unknown, at = ''): [string, string][] {
  const translatable =
    /^(?:name|description)\.(?:short|full)$|(?:commandLists|composeExtensions).*\.(?:title|description)$|^staticTabs\[\d+\]\.name$/;
  if (typeof value === 'string') return translatable.test(at) ? [[at, value]] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => shownTexts(item, `${at}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => shownTexts(item, at === '' ? name : `${at}.${name}`));
}

describe('what the schema does not see', () => {
  it('is in order', () => expect(packageProblems(manifest, files)).toEqual([]));

  it.each<[string, Partial<Manifest>, string]>([
    ['a version that is not three numbers', { version: '1.0' }, 'version'],
    ['a version unlike the schema', { manifestVersion: '1.25' }, 'manifestVersion'],
    ['https:// in a domain', { validDomains: ['https://support.example'] }, 'validDomains'],
    ['a path in a domain', { validDomains: ['support.example/teams'] }, 'validDomains'],
    ['a tab on a foreign host', { staticTabs: [{ contentUrl: 'https://else.example/tab' }] }, 'its host is not in validDomains'],
    ['a tab without https', { configurableTabs: [{ configurationUrl: 'http://support.example/x' }] }, 'must start with https://'],
    ['another bot id', { bots: [{ botId: 'other' }] }, 'botId'],
    ['another resource', { webApplicationInfo: { ...manifest.webApplicationInfo, resource: 'api://support.example' } }, 'resource'],
    ['a file that is missing', { localizationInfo: { additionalLanguages: [{ file: 'fr.json' }] } }, 'fr.json'],
    ['an icon that is missing', { icons: { color: 'big.png', outline: 'outline.png' } }, 'big.png'],
    ['a long name', { name: { short: 'x'.repeat(31), full: 'x' } }, 'botName'],
  ])('%s is named', (_what, changes, word) => {
    expect(packageProblems({ ...manifest, ...changes }, files).join('\n')).toContain(word);
  });

  it('an icon of another size is named', () => {
    expect(packageProblems(manifest, { ...files, 'outline.png': sources.color })).toEqual([
      'outline.png: is 192 by 192 pixels instead of 32.',
    ]);
  });

  it('the outline icon has transparent pixels: its PNG has an alpha channel', () => {
    expect(pngSize(sources.outline)).toEqual({ width: 32, height: 32 });
    expect(sources.outline[25]).toBe(6);
  });
});

describe('the settings', () => {
  const settings = { PUBLIC_URL: 'https://support.example/', MicrosoftAppId: values.appId };
  const service = { vendorName: 'Aareon', botName: 'Support-Lotse', privacyNotice: 'privacy' };
  it('give the values', () => expect(packageValues(settings, service, '0.1.0')).toEqual({ ok: true, values }));
  it.each([
    [{ ...settings, MicrosoftAppId: undefined }, service, 'MicrosoftAppId'],
    [{ ...settings, PUBLIC_URL: 'http://localhost:3978' }, service, 'PUBLIC_URL'],
    [settings, { ...service, privacyNotice: undefined }, 'privacyNotice'],
  ])('that are missing are named', (given, filled, word) => {
    const read = packageValues(given, filled, '0.1.0');
    expect(read.ok ? [] : read.problems).toEqual([expect.stringContaining(word)]);
  });
});

describe('npm run manifest', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lotse-manifest-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('writes nothing and says what is missing when settings are', () => {
    const said: string[] = [];
    const env = { PUBLIC_URL: 'https://support.example' };
    expect(buildPackage([path.join(folder, 'none.zip')], env, (line) => void said.push(line))).toBe(1);
    expect(said.join('\n')).toMatch(/MicrosoftAppId.*\n.*privacyNotice/);
  });

  it('writes the package that the settings describe', () => {
    const content = copyContent();
    content.replace('service.yaml', 'privacyNotice:\n', 'privacyNotice: https://support.example/datenschutz\n');
    const zip = path.join(folder, 'teams.zip');
    const env = { PUBLIC_URL: values.url, MicrosoftAppId: values.appId, MicrosoftAppPassword: 'x', CONTENT_DIR: content.folder };
    const said: string[] = [];
    expect(
      buildPackage([zip], env, (line) => void said.push(line)),
      said.join('\n'),
    ).toBe(0);
    const written = JSON.parse(strFromU8(unzipSync(readFileSync(zip))['manifest.json'] ?? new Uint8Array())) as Manifest;
    expect(valid(written)).toEqual([]);
    expect(written).toEqual({ ...manifest, developer: { ...manifest.developer, privacyUrl: 'https://support.example/datenschutz' } });
  });

  it('the same sources give the same zip, with everything at its root', () => {
    const zip = zipped(files);
    expect(zipped(packageFiles(sources, values))).toEqual(zip);
    const unzipped = unzipSync(zip);
    expect(Object.keys(unzipped).toSorted()).toEqual(['color.png', 'en.json', 'manifest.json', 'outline.png']);
    expect(JSON.parse(strFromU8(unzipped['manifest.json'] ?? new Uint8Array()))).toEqual(manifest);
  });
});
