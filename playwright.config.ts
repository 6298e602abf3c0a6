import { defineConfig } from '@playwright/test'
import { chromiumLaunch, findChromium } from './tooling/browsers.ts'

const chromium = findChromium()

export default defineConfig({
  testDir: 'apps/demo/e2e',
  globalSetup: './tooling/build-demo-once.ts',
  forbidOnly: true,
  fullyParallel: true,
  retries: 0,
  workers: 2,
  reporter: 'line',
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        ...(chromium && { launchOptions: chromiumLaunch(chromium) }),
      },
    },
  ],
})
