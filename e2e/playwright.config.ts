// Two projects: the tests, and the screenshots of every view, which are looked at by people and compared to nothing.

import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: '../test-results',
  globalSetup: './global-setup.ts',
  workers: 2,
  // every test has an app and a data folder of its own
  fullyParallel: true,
  retries: 0,
  // a machine that does other work at the same time takes several times as long
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  projects: [
    { name: 'e2e', testMatch: '**/*.test.ts' },
    { name: 'screenshots', testMatch: '**/screenshots.ts' },
  ],
})
