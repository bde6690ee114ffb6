/** Two groups: `fast` for every commit, `full` for everything that starts servers, databases or browsers. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const fast = [
  'test/domain/**/*.test.ts',
  'test/dialogs/**/*.test.ts',
  // These wait for file watchers, start a program, or load the whole content half a hundred times.
  'test/content/!(watch-content|broken-content|content-check|english).test.ts',
  'test/cards/**/*.test.ts',
  'test/turn/**/*.test.ts',
  'test/*.test.ts',
];

export default defineConfig({
  test: {
    // Servers and browsers wait more than they compute: two at a time even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { name: 'fast', include: fast, testTimeout: 60_000 } },
      {
        test: {
          name: 'full',
          include: ['test/**/*.test.ts'],
          exclude: fast,
          globalSetup: ['test/support/postgres-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
