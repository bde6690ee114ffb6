/** Our own address as the caller reaches it, for the links we hand out. */

/** In: the configured public address and the Host header. Out: the http(s) origin; a strange Host falls back to localhost. */
export function ownOrigin(publicUrl: string | undefined, host: string | undefined): string {
  if (publicUrl !== undefined) return new URL(publicUrl).origin;
  const valid = host !== undefined && /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i.test(host);
  return `http://${valid ? host : 'localhost'}`;
}

/** In: the same. Out: the ws(s) origin. */
export function ownSocketOrigin(publicUrl: string | undefined, host: string | undefined): string {
  return ownOrigin(publicUrl, host).replace(/^http/, 'ws');
}
