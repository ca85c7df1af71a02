import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // The default leaves a core free, which on a machine with two of them doubles the time.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'rooms', include: ['test/**/*.test.ts'], exclude: ['test/cli/**'] } },
      // These start the compiled program; the setup builds it when it is not up to date.
      {
        extends: true,
        test: { name: 'command line', include: ['test/cli/**/*.test.ts'], globalSetup: 'test/global-setup.ts' },
      },
    ],
  },
});
