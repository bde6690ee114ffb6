/** A proxy on 127.0.0.1 in front of a ticket system that cuts, delays and garbles as told: the real accidents, in particular "done, but the answer was lost". */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** cut: nothing reaches the system · cutAnswer: it is done, the answer is lost · garble: it is done, the answer is no JSON · hang: no answer until the client gives up · a number: that status, nothing done */
export type Fault = 'cut' | 'cutAnswer' | 'garble' | 'hang' | 429 | 500 | 503;
/** Asked for each request; `undefined` lets it pass. */
export type FaultPlan = (call: { readonly write: boolean }) => Fault | undefined;

export interface FaultSwitch {
  /** Sets the plan for what comes from now on; without one everything passes. */
  plan(next?: FaultPlan): void;
  /** Faults done so far, by kind. */
  readonly done: Map<Fault, number>;
  /** Requests seen so far. */
  seen(): number;
}

export interface FaultProxy extends FaultSwitch {
  readonly url: string;
  close(): Promise<void>;
}

/** Faults of the next calls, in order; `write` ones wait for a call that changes something. */
export function nextFaults(...faults: readonly Fault[]): FaultPlan {
  const waiting = [...faults];
  return ({ write }) => (write ? waiting.shift() : undefined);
}

export function faultSwitch(): FaultSwitch & { next(write: boolean): Fault | undefined } {
  let plan: FaultPlan | undefined;
  let count = 0;
  const done = new Map<Fault, number>();
  return {
    done,
    seen: () => count,
    plan: (next) => {
      plan = next;
    },
    next(write) {
      count += 1;
      const fault = plan?.({ write });
      if (fault) done.set(fault, (done.get(fault) ?? 0) + 1);
      return fault;
    },
  };
}

export async function faultProxy(target: string): Promise<FaultProxy> {
  const faults = faultSwitch();
  const server = createServer((req, res) => void pass(req, res, target, faults.next).catch(() => res.destroy()));
  // A line that is closed just as it is used again would be a fault nobody planned.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...faults,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function pass(req: IncomingMessage, res: ServerResponse, target: string, next: (write: boolean) => Fault | undefined): Promise<void> {
  const body = Buffer.concat(await req.toArray());
  const fault = next(req.method !== 'GET');
  if (fault === 'cut') return void res.destroy();
  if (fault === 'hang') return;
  if (typeof fault === 'number') return give(res, fault, fault === 429 ? { 'retry-after': '7' } : {}, '{"message":"planned"}');
  const answer = await forward(req, body, target);
  if (fault === 'cutAnswer') return void res.destroy();
  if (fault === 'garble') return give(res, answer.status, { 'content-type': 'application/json' }, '<html>gateway');
  give(res, answer.status, answer.headers, answer.body);
}

/** Not chained: restify, when loaded, replaces `writeHead` by one that returns nothing. */
function give(res: ServerResponse, status: number, headers: OutgoingHttpHeaders, body: string | Buffer): void {
  res.writeHead(status, headers);
  res.end(body);
}

async function forward(req: IncomingMessage, body: Buffer, target: string) {
  const headers = { ...req.headers, host: new URL(target).host, connection: 'close' };
  const out = request(new URL(target.replace(/\/$/, '') + req.url), { method: req.method, headers, agent: false });
  out.end(body);
  const [answer] = (await once(out, 'response')) as [IncomingMessage];
  const { 'transfer-encoding': _, connection: __, ...kept } = answer.headers;
  return { status: answer.statusCode ?? 502, headers: kept, body: Buffer.concat(await answer.toArray()) };
}
