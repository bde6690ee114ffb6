/** The signature of a body over its raw bytes: made for what we send, compared in constant time and within five minutes of our clock for what comes. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const windowMs = 5 * 60_000;

/** In: body as sent, our secret and clock. Out: time stamp (seconds) and `sha256=<hex>` over `<time stamp>.<body>`. */
export function signBody(body: string, { secret, now }: { secret: string; now: number }): { timestamp: string; signature: string } {
  const timestamp = String(Math.floor(now / 1000));
  return { timestamp, signature: `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}` };
}

/** In: raw body, time stamp (seconds) and `sha256=<hex>` as sent, our secret and clock. Signed is `<time stamp>.<body>`. */
export function checkSignature(
  raw: Uint8Array,
  { timestamp, signature }: { timestamp: string | undefined; signature: string | undefined },
  { secret, now }: { secret: string; now: number },
): 'ok' | 'signature' | 'time' {
  if (!/^\d{1,12}$/.test(timestamp ?? '')) return 'signature';
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(raw).digest();
  const given = Buffer.from(/^sha256=([0-9a-f]{64})$/i.exec(signature ?? '')?.[1] ?? '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'signature';
  return Math.abs(now - Number(timestamp) * 1000) <= windowMs ? 'ok' : 'time';
}
