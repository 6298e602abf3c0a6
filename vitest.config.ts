import { playwright } from '@vitest/browser-playwright'
import { msw } from 'msw/vite'
import { defaultClientConditions, defaultServerConditions } from 'vite'
import {
  defineConfig,
  type TestProjectInlineConfiguration,
  type TestUserConfig,
} from 'vitest/config'
import type { BrowserProviderOption } from 'vitest/node'
import { serveStampedOrigin } from './apps/proof/src/browsers/serve-stamped-origin.ts'
import { serveStreamedPieces } from './packages/react/src/situations/streamed-pieces.test-server.ts'
import { serveBehaviourOrigin } from './packages/core/src/drop-in/behaviour-origin.test-server.ts'
import { reactCompiler } from './packages/react/src/compiler/react-compiler.test-tool.ts'
import { serveLiveOrigin } from './packages/react/src/live/live-origin.test-server.ts'
import {
  chromiumLaunch,
  findChromium,
  findFirefox,
  findWebKitGtk,
  firefoxLaunch,
} from './tooling/browsers.ts'
import { coinsElsewhere } from './tooling/coins-elsewhere.ts'
import { webkitgtk } from './tooling/webkitgtk.ts'

const SOURCE = '@etagged/source'
const server = { conditions: [SOURCE, ...defaultServerConditions] }
const client = { conditions: [SOURCE, ...defaultClientConditions] }

const bundledForBrowsers = [
  '@etagged/coin-api > @valibot/to-json-schema',
  '@etagged/coin-api > hono',
  '@etagged/coin-api > hono/jwt',
  '@etagged/coin-api > hono/utils/cookie',
  '@etagged/coin-api > valibot',
  '@etagged/devtools > @tanstack/react-devtools',
  '@etagged/idb > idb-keyval',
  '@etagged/pumpfun > valibot',
  '@tanstack/react-query',
  '@testing-library/react',
  'react',
  'react-dom',
  'react-dom/client',
  'react-dom/server',
  'react/jsx-dev-runtime',
  'react/jsx-runtime',
]

const inNode = (test: TestUserConfig): TestProjectInlineConfiguration => ({
  resolve: server,
  ssr: { resolve: server },
  // Files share a worker, so what a test puts in place of a global must not outlive it.
  // Nothing sleeps: only what hangs takes that long, however busy the machine.
  test: { unstubGlobals: true, testTimeout: 30_000, sequence: { groupOrder: 0 }, ...test },
})

/** What React and TanStack do is the same in every browser, and takes minutes in three of them. */
const situations = ['packages/{react,devtools}/src/situations/**']
const everywhere = process.env['SITUATIONS'] === 'everywhere'

/** How long tasks take can be told only where nothing else goes on. */
const alone = ['packages/devtools/src/situations/load.browser.test.tsx']

const inBrowser = (
  browser: 'chromium' | 'firefox' | 'webkit',
  provider: BrowserProviderOption,
  test: TestUserConfig = {
    include: ['{packages,apps}/*/src/**/*.browser.test.{ts,tsx}'],
    exclude: browser === 'chromium' || everywhere ? alone : [...situations, ...alone],
    // Two workers in Node and a browser beside them are too much for two cores.
    sequence: { groupOrder: 1 },
  },
): TestProjectInlineConfiguration => ({
  plugins: [
    msw({ mode: 'worker-only' }),
    serveStampedOrigin(),
    serveBehaviourOrigin(),
    serveLiveOrigin(),
    serveStreamedPieces(),
    coinsElsewhere(),
  ],
  resolve: client,
  // By which the API for pages of other origins is loaded.
  ssr: { resolve: server },
  // A dependency that Vite finds during a run makes it reload the page, and the tests in it with it.
  optimizeDeps: { include: bundledForBrowsers },
  test: {
    name: browser,
    ...test,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider,
      instances: [{ browser, name: typeof test.name === 'string' ? test.name : browser }],
    },
  },
})

const chromium = findChromium()
const firefox = findFirefox()
const webkit = findWebKitGtk()

export default defineConfig({
  test: {
    // By default a core is left to who watches.
    maxWorkers: '100%',
    // For the step `coverage` of `npm test`, which runs only the tests beside these files: a branch that
    // other tests happen to take is not covered by them.
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/{http,rules}/**/*.ts', 'packages/core/src/quota/decide-*.ts'],
      exclude: ['**/*.test.ts', '**/*.test-*.ts'],
      reporter: [['text', { skipFull: true }]],
      thresholds: { 100: true },
    },
    // A browser that is not there has no project; `npm test` names it as skipped.
    projects: [
      inNode({
        name: 'node',
        // A worker for each of a hundred files costs more than the tests, which leave no traces.
        isolate: false,
        include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'tooling/**/*.test.ts'],
        exclude: [
          '**/*.browser.test.*',
          '**/*.dom.test.*',
          '**/*.published.test.*',
          'packages/idb/**',
          'apps/proof/**',
        ],
      }),
      inNode({
        name: 'disk',
        // A worker of its own for each: a disk tidies up when its test is over.
        include: ['packages/idb/src/**/*.test.ts', 'apps/proof/src/**/*.test.ts'],
        exclude: ['**/*.browser.test.*', '**/*.published.test.*'],
      }),
      inNode({
        name: 'published',
        // They look at what the packages' builds left.
        include: ['{packages,apps}/*/src/**/*.published.test.ts'],
        // A compiler takes its time where others work, too.
        testTimeout: 120_000,
      }),
      {
        plugins: [reactCompiler()],
        ...inNode({
          name: 'dom',
          // Tests here fake no intervals: jsdom's frames hang on them, and would in the next file, too.
          isolate: false,
          environment: 'jsdom',
          setupFiles: ['tooling/unmount-after-each.ts'],
          include: ['{packages,apps}/*/src/**/*.dom.test.tsx'],
          // They run with peers of their own: see the configuration there.
          exclude: ['apps/lowest-peers/**'],
        }),
      },
      ...(chromium
        ? [
            inBrowser('chromium', playwright({ launchOptions: chromiumLaunch(chromium) })),
            inBrowser('chromium', playwright({ launchOptions: chromiumLaunch(chromium) }), {
              name: 'load',
              include: alone,
              sequence: { groupOrder: 2 },
            }),
          ]
        : []),
      ...(firefox
        ? [inBrowser('firefox', playwright({ launchOptions: firefoxLaunch(firefox) }))]
        : []),
      ...(webkit ? [inBrowser('webkit', webkitgtk(webkit))] : []),
    ],
  },
})
