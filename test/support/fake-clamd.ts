/** A clamd as small as its INSTREAM protocol: reads the chunks over TCP, finds the EICAR test file, and can be told to misbehave. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** The industry's harmless test file, written apart so that no scanner finds it in this source. */
export const eicar = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''));

export interface FakeClamd {
  readonly url: string;
  /** Every file it was given, as put together from the chunks. */
  readonly seen: Buffer[];
  /** `silent` reads and never answers, `hangUp` closes, `tooLarge` answers as over its size limit. */
  behaviour: 'scan' | 'silent' | 'hangUp' | 'tooLarge';
  close(): Promise<void>;
}

export async function fakeClamd(): Promise<FakeClamd> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    let received = Buffer.alloc(0);
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      if (clamd.behaviour === 'hangUp') return void socket.destroy();
      const file = fileIn(received);
      if (!file || clamd.behaviour === 'silent') return;
      clamd.seen.push(file);
      socket.end(`${clamd.behaviour === 'tooLarge' ? 'INSTREAM size limit exceeded. ERROR' : verdict(file)}\0`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  const clamd: FakeClamd = {
    url: `tcp://127.0.0.1:${address.port}`,
    seen: [],
    behaviour: 'scan',
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return clamd;
}

const verdict = (file: Buffer): string => (file.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK');

/** The file, once the empty chunk has come; throws at anything that is not the protocol. */
function fileIn(received: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (received.length < command.length) return undefined;
  if (received.subarray(0, command.length).toString('latin1') !== command) throw new Error('not INSTREAM');
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= received.length; ) {
    const size = received.readUInt32BE(at);
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return undefined;
}
