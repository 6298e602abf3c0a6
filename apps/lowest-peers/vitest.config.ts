import { defaultServerConditions, type Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const PEERS = /^(react|react-dom|@tanstack\/react-query|@testing-library\/react)(\/|$)/

/** The peers of the tests are those of this package, wherever the tests stand. */
const ownPeers = (): Plugin => ({
  name: 'own-peers',
  enforce: 'pre',
  resolveId(source, _, options) {
    if (!PEERS.test(source)) return null
    return this.resolve(source, import.meta.filename, { ...options, skipSelf: true })
  },
})

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  plugins: [ownPeers()],
  resolve: { conditions: ['@etagged/source', ...defaultServerConditions] },
  ssr: { resolve: { conditions: ['@etagged/source', ...defaultServerConditions] } },
  test: {
    name: 'lowest-peers',
    environment: 'jsdom',
    isolate: false,
    unstubGlobals: true,
    setupFiles: ['tooling/unmount-after-each.ts'],
    include: ['{packages/react,packages/devtools,apps/lowest-peers}/src/**/*.dom.test.tsx'],
    // Where React Compiler keeps what it memoizes comes with React 19.
    exclude: ['packages/react/src/compiler/**'],
  },
})
