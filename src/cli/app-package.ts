/** The Teams app package: fills the template from settings, says what the official schema does not check, and zips it. Pure. */
import { strToU8, zipSync } from 'fflate';

/** What the template's placeholders stand for. */
export interface PackageValues {
  readonly version: string;
  readonly appId: string;
  /** Our own address, https and without a slash at the end. */
  readonly url: string;
  readonly host: string;
  readonly vendorName: string;
  readonly botName: string;
  readonly privacyUrl: string;
}

/** File name within the package -> content. */
export type PackageFiles = Readonly<Record<string, Uint8Array>>;

/** The parts of a manifest that the checks read. */
export interface Manifest {
  readonly $schema: string;
  readonly manifestVersion: string;
  readonly version: string;
  readonly id: string;
  readonly name: { readonly short: string; readonly full: string };
  readonly developer: Readonly<Record<'name' | 'websiteUrl' | 'privacyUrl' | 'termsOfUseUrl', string>>;
  readonly icons: { readonly color: string; readonly outline: string };
  readonly bots: readonly { readonly botId: string }[];
  readonly composeExtensions: readonly { readonly botId: string }[];
  readonly localizationInfo: { readonly additionalLanguages: readonly { readonly file: string }[] };
  readonly validDomains: readonly string[];
  readonly webApplicationInfo: { readonly id: string; readonly resource: string };
  readonly staticTabs: readonly { readonly contentUrl?: string; readonly websiteUrl?: string }[];
  readonly configurableTabs: readonly { readonly configurationUrl: string }[];
}

/** In: the text of a JSON template and the values. Out: the JSON with every `{placeholder}` filled. Throws on one nobody gave a value for. */
export function fillTemplate(template: string, values: PackageValues): unknown {
  return JSON.parse(template, (_key, value: unknown) => (typeof value === 'string' ? filled(value, values) : value));
}

function filled(text: string, values: PackageValues): string {
  return text.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const value = Object.entries(values).find(([key]) => key === name)?.[1];
    if (typeof value !== 'string') throw new Error(`The template names {${name}}, which has no value.`);
    return value;
  });
}

/** In: template, language file, icons, values. Out: the package's files, all at its root. */
export function packageFiles(
  sources: { readonly template: string; readonly english: string; readonly color: Uint8Array; readonly outline: Uint8Array },
  values: PackageValues,
): PackageFiles {
  const json = (text: string): Uint8Array => strToU8(`${JSON.stringify(fillTemplate(text, values), undefined, 2)}\n`);
  return {
    'manifest.json': json(sources.template),
    'en.json': json(sources.english),
    'color.png': sources.color,
    'outline.png': sources.outline,
  };
}

/** In: the files. Out: the zip; the same files give the same bytes. */
export function zipped(files: PackageFiles): Uint8Array {
  return zipSync({ ...files }, { level: 9, mtime: new Date(2000, 0, 1) });
}

/** In: a filled manifest and the package's files. Out: one sentence for each thing that Teams refuses although its schema does not. */
export function packageProblems(manifest: Manifest, files: PackageFiles): string[] {
  const { id, version, icons, developer, webApplicationInfo: sso } = manifest;
  const named = [icons.color, icons.outline, ...manifest.localizationInfo.additionalLanguages.map(({ file }) => file)];
  const tabs = [
    ...manifest.staticTabs.flatMap(({ contentUrl }) => contentUrl ?? []),
    ...manifest.configurableTabs.map(({ configurationUrl }) => configurationUrl),
  ];
  const sites = manifest.staticTabs.flatMap(({ websiteUrl }) => websiteUrl ?? []);
  const urls = [developer.websiteUrl, developer.privacyUrl, developer.termsOfUseUrl, ...tabs, ...sites];
  const bots = [...manifest.bots, ...manifest.composeExtensions];
  return [
    ...(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(version) ? [] : [`version: ${version} is not three numbers.`]),
    ...(manifest.$schema.includes(`/v${manifest.manifestVersion}/`) ? [] : ['manifestVersion: differs from the $schema.']),
    ...named.filter((file) => !Object.hasOwn(files, file)).map((file) => `${file}: is named in the manifest but not in the package.`),
    ...iconProblem(files, icons.color, 192),
    ...iconProblem(files, icons.outline, 32),
    ...bots.filter(({ botId }) => botId !== sso.id).map(() => 'botId: differs from webApplicationInfo.id.'),
    ...(manifest.validDomains.every(isHostName) ? [] : ['validDomains: must be host names only, without https:// or a path.']),
    ...urls.filter((url) => !url.startsWith('https://')).map((url) => `${url}: must start with https://.`),
    ...tabs.filter((url) => !manifest.validDomains.includes(hostOf(url))).map((url) => `${url}: its host is not in validDomains.`),
    ...(sso.resource === `api://${hostOf(developer.websiteUrl)}/botid-${id}`
      ? []
      : ['webApplicationInfo.resource: must be api://HOST/botid-APPID.']),
    ...(manifest.name.short.length > 30 ? ['botName: has more than 30 characters.'] : []),
    ...(developer.name.length > 32 ? ['vendorName: has more than 32 characters.'] : []),
  ];
}

function isHostName(domain: string): boolean {
  return /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i.test(domain) && domain.length <= 100;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function iconProblem(files: PackageFiles, name: string, side: number): string[] {
  const size = pngSize(files[name]);
  if (!size) return [`${name}: is not a PNG.`];
  return size.width === side && size.height === side ? [] : [`${name}: is ${size.width} by ${size.height} pixels instead of ${side}.`];
}

/** Width and height from a PNG's first chunk. */
export function pngSize(bytes: Uint8Array | undefined): { width: number; height: number } | undefined {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (!bytes || bytes.length < 24 || signature.some((byte, index) => bytes[index] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
