/** Asks a clamd over its INSTREAM command: the file goes as chunks with their length in front, an empty chunk ends it. */
import { connect, type Socket } from 'node:net';
import type { Log } from '../domain/log.ts';
import type { ScanVerdict, VirusScan } from '../domain/virus-scan.ts';

const chunkBytes = 64 * 1024;
const longestAnswer = 4096;

export interface ClamdOptions {
  /** `tcp://host:3310`. */
  readonly url: string;
  readonly timeoutMs: number;
  readonly log: Log;
}

/** In: where clamd listens. Out: the scan; every failure is `unknown`, so that nothing unchecked is kept. */
export function clamdScan({ url, timeoutMs, log }: ClamdOptions): VirusScan {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return async (content) => {
    try {
      const answer = await ask(connect({ host, port: Number(port) || 3310 }), content, timeoutMs);
      const verdict = verdictOf(answer);
      if (verdict === 'unknown')
        log.error({ code: 'virus-scan.answer', answer: answer.slice(0, 200) }, 'The virus scanner did not check a file');
      if (verdict === 'infected') log.warn({ code: 'virus-scan.infected', answer: answer.slice(0, 200) }, 'An infected file was refused');
      return verdict;
    } catch (error) {
      log.error({ code: 'virus-scan.unreachable', err: error }, 'The virus scanner cannot be reached; files are refused until it answers');
      return 'unknown';
    }
  };
}

/** clamd says `stream: OK` or `stream: <name> FOUND`; all else (its size limit, an error) is no verdict. */
function verdictOf(answer: string): ScanVerdict {
  if (/^stream: OK$/.test(answer)) return 'clean';
  return /^stream: .+ FOUND$/.test(answer) ? 'infected' : 'unknown';
}

function ask(socket: Socket, content: Uint8Array, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const timer = setTimeout(() => socket.destroy(new Error('clamd did not answer in time')), timeoutMs);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      socket.destroy();
      settle();
    };
    socket.on('connect', () => void socket.write(request(content)));
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      if (answer.includes('\0') || answer.length > longestAnswer) end(() => resolve(line(answer)));
    });
    socket.on('end', () => end(() => resolve(line(answer))));
    socket.on('error', (error) => end(() => reject(error)));
  });
}

const line = (answer: string): string => (answer.split('\0')[0] ?? '').trim();

function request(content: Uint8Array): Buffer {
  const parts: Uint8Array[] = [Buffer.from('zINSTREAM\0')];
  for (let at = 0; at < content.length; at += chunkBytes) {
    const chunk = content.subarray(at, at + chunkBytes);
    parts.push(length(chunk.length), chunk);
  }
  return Buffer.concat([...parts, length(0)]);
}

function length(bytes: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes);
  return size;
}
