import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  globalSetup: ['./build-page-once.ts', './build-packages.ts'],
  forbidOnly: true,
  fullyParallel: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  reporter: 'list',
})
