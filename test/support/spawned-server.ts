/** The server as a process of its own, as an operator runs it; can be killed at any moment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export interface SpawnedServer {
  readonly url: string;
  readonly pid: number;
  /** All it has printed so far: log and errors. */
  printed(): string;
  /** kill -9: nothing is flushed, nothing is said. */
  kill(): Promise<void>;
  /** Ctrl-C. Out: the exit code. */
  interrupt(): Promise<number | null>;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function launch(env: Record<string, string>): { child: ChildProcess; output: { stdout: string; stderr: string } } {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: { PATH, HOME, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  return { child, output };
}

/** In: settings. Out: the server once it says that it is ready; fails with what it printed when it ends before. */
export async function spawnServer(env: Record<string, string>): Promise<SpawnedServer> {
  const { child, output } = launch(env);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const ready = /is ready: (http\S+)/.exec(output.stdout)?.[1];
      if (ready) resolve(ready);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output.stderr}${output.stdout}`)));
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  };
  return {
    url,
    pid: child.pid ?? 0,
    printed: () => output.stdout + output.stderr,
    kill: async () => void (await end('SIGKILL')),
    interrupt: () => end('SIGINT'),
  };
}

/** Runs a start that is expected to fail. Out: exit code and what it printed. */
export async function failedStart(env: Record<string, string>): Promise<Ended> {
  const { child, output } = launch(env);
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, ...output };
}
