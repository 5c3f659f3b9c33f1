import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

// Workers start and servers answer over the network: slow machines need room.
const patience = { testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } };
/** What they measure or set is that of a whole process. */
const alone = ['test/replay.test.ts', 'test/privacy/large-roster.test.ts'];

export default defineConfig({
  test: {
    // One Temporal server, one PostgreSQL and one mailbox for the whole run; see test/support/stack.ts.
    globalSetup: ['test/support/servers.ts'],
    // One more than the cores of the smallest machine: much of its time a file waits for timers, kills and starts of its own.
    maxWorkers: 3,
    passWithNoTests: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...patience, name: 'alone', include: alone } },
      {
        test: {
          ...patience,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...alone],
          // Loading the project takes longer than most tests: files share two processes. Each has databases and namespaces of its own.
          isolate: false,
          setupFiles: ['test/support/openapi.ts'],
        },
      },
    ],
  },
});
