/** The look at a file for malware before it is kept: a port, because the scanner is a program of the operator's. */

/** `unknown`: the scanner did not answer; such a file is not kept. */
export type ScanVerdict = 'clean' | 'infected' | 'unknown';

/** In: the whole file. Out: what the scanner says. Never rejects. */
export type VirusScan = (content: Uint8Array) => Promise<ScanVerdict>;
