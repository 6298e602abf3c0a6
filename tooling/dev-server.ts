import { serve } from '@etagged/api'
import { createCoinApi } from '@etagged/coin-api'
import { createServer } from 'vite'
import { DEMO } from './build-demo.ts'

export type DevServer = {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Vite serves the demo from its sources; what it has under `/api` comes from a coin API behind it. */
export const openDevServer = async (port: number): Promise<DevServer> => {
  const api = await serve({
    handler: createCoinApi({ clock: Date.now, control: true, tokenInBody: true }),
    port: 0,
  })
  // Vite would put the API's own host in place of the page's, and the page would look foreign.
  const proxy = { '/api': { target: api.url, changeOrigin: false } }
  const vite = await createServer({
    root: DEMO,
    logLevel: 'warn',
    server: { host: '127.0.0.1', port, strictPort: true, proxy },
  })
  const close = async (): Promise<void> => {
    await vite.close()
    await api.close()
  }
  try {
    await vite.listen()
  } catch (error) {
    await close()
    throw error
  }
  return { url: vite.resolvedUrls?.local[0] ?? '', close }
}
