/** Which connectors the bot believes and sends to: a closed list of hosts, checked before an address is stored or a token asked for. */

const knownHosts = new Set(['smba.trafficmanager.net', 'smba.onyx.prod.teams.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com']);
const knownSuffixes = ['.botframework.com'];
const plainHttps = /^https:\/\/[a-z0-9.-]{4,253}(?:\/[A-Za-z0-9._~%/-]{0,200})?$/;
const plainLoopback = /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?(?:\/[A-Za-z0-9._~%/-]{0,200})?$/;

/** True for an https address of a known Bot Framework connector: no port, user, query, address literal, punycode or trailing dot. */
export function isKnownConnector(url: unknown): url is string {
  if (typeof url !== 'string' || !plainHttps.test(url)) return false;
  const host = url.slice('https://'.length).split('/', 1)[0] ?? '';
  if (host.split('.').some((label) => label === '' || label.startsWith('xn--'))) return false;
  return knownHosts.has(host) || knownSuffixes.some((suffix) => host.endsWith(suffix));
}

/** True for a connector on this machine, such as the Emulator; accepted outside production only. */
export function isLoopback(url: unknown): url is string {
  return typeof url === 'string' && plainLoopback.test(url) && URL.canParse(url);
}
