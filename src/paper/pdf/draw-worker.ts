/** Worker thread: draws the paper it is given. The library for PDF is loaded here only. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Paper } from '../paper.ts';
import { drawPaper } from './draw-paper.ts';

parentPort?.postMessage(await drawPaper(workerData as Paper));
