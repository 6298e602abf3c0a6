import { join } from 'node:path'
import { build, type InlineConfig } from 'vite'
import { ROOT } from './run-command.ts'

export const DEMO: string = join(ROOT, 'apps', 'demo')

/** The demo that asks the server which it came from; `dist` has the one that needs none. */
export const DEMO_DIST: string = join(DEMO, 'dist-server')

/** What makes Vite build the demo for a server; the folder is emptied. */
export const serverBuild = (outDir: string): InlineConfig => ({
  root: DEMO,
  base: '/',
  define: {
    'import.meta.env.VITE_API': '"server"',
    // Who starts the demo wants to see what the cache does.
    'import.meta.env.VITE_PANEL': '"on"',
  },
  logLevel: 'warn',
  build: { outDir, emptyOutDir: true },
})

export const buildDemo = async (): Promise<void> => {
  await build(serverBuild(DEMO_DIST))
}
