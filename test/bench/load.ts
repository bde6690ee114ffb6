/** Sends a fixed number of turns over keep-alive connections and takes the time of each. */
import { Agent, request } from 'node:http';

export interface Call {
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body: object;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface LoadResult {
  readonly p50: number;
  readonly p99: number;
}

/** In: the calls, how many at once, and what a right answer is. Out: times in ms. Rejects at the first wrong answer: a benchmark of failures is worth nothing. */
export async function load(
  port: number,
  calls: readonly Call[],
  connections: number,
  isRight: (answer: Answer) => boolean,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const waiting = calls.values();
  const work = async () => {
    for (const call of waiting) {
      const sentAt = performance.now();
      const answer = await post(agent, port, call);
      times.push(performance.now() - sentAt);
      if (!isRight(answer)) throw new Error(`A turn failed: ${answer.status} ${answer.body.slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
  times.sort((a, b) => a - b);
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

export function post(agent: Agent, port: number, { path, headers, body }: Call): Promise<Answer> {
  const bytes = Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const options = { agent, port, path, host: '127.0.0.1', method: 'POST' };
    const req = request(
      { ...options, headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...headers } },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => resolve({ status: res.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
      },
    );
    req.on('error', reject);
    req.end(bytes);
  });
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
