/** Metrics in Prometheus' format: process, requests, open sockets. Shown to a bearer of METRICS_TOKEN, without one to this machine only. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Handler, HttpRequest } from '../domain/exchange.ts';

export interface MetricsOptions {
  readonly token?: string | undefined;
  readonly trustProxy: boolean;
  readonly openSockets: () => number;
}

export interface Metrics {
  /** For further metrics of other parts. */
  readonly registry: Registry;
  readonly handler: Handler;
  readonly observe: (route: string, status: number, seconds: number) => void;
}

/** In: who may look and what to show. Out: registry, handler, and the observer for the server. */
export function metrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'lotse_http_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'lotse_open_sockets',
    help: 'Open web chat sockets',
    registers: [registry],
    collect() {
      this.set(options.openSockets());
    },
  });
  return {
    registry,
    observe: (route, status, seconds) => requests.observe({ route, status: String(status) }, seconds),
    handler: async (request) => {
      if (!maySee(request, options)) return { status: 403, body: 'Forbidden' };
      return {
        status: 200,
        headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
        body: await registry.metrics(),
      };
    },
  };
}

function maySee(request: HttpRequest, { token, trustProxy }: MetricsOptions): boolean {
  if (token === undefined) {
    const direct = trustProxy || request.header('x-forwarded-for') === undefined;
    return direct && /^(127\.|::1$|::ffff:127\.)/.test(request.ip);
  }
  return timingSafeEqual(digest(request.header('authorization') ?? ''), digest(`Bearer ${token}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
