/** The signature of a webhook over its raw bytes, compared in constant time, within five minutes of our clock. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const windowMs = 5 * 60_000;

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
