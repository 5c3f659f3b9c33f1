import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // One Temporal server, one PostgreSQL and one mailbox for the whole run; see test/support/stack.ts.
    globalSetup: ['test/support/servers.ts'],
    // Workers bundle workflows and servers answer over the network: slow machines need room.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A worker for Temporal needs most of a core.
    maxWorkers: 2,
    passWithNoTests: false,
  },
});
