/** Draws a paper as PDF: A4, German, tagged, with embedded fonts. In a thread of its own, so that nobody's turn waits for it. */
import { Worker } from 'node:worker_threads';
import type { Paper } from './paper.ts';

let last: Promise<unknown> = Promise.resolve();

/** In: the paper. Out: the file; the same bytes for the same paper. One at a time, so that many asked for at once do not take the machine. */
export function paperPdf(paper: Paper): Promise<Uint8Array> {
  const drawn = last.then(() => draw(paper));
  last = drawn.catch(() => undefined);
  return drawn;
}

function draw(paper: Paper): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./pdf/draw-worker.ts', import.meta.url), { workerData: paper });
    worker.once('message', resolve);
    worker.once('error', reject);
    // After a message this changes nothing.
    worker.once('exit', (code) => reject(new Error(`The thread that draws PDF ended with code ${code}`)));
  });
}
