import { getRequestListener } from '@hono/node-server'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'
import { api } from './api.ts'

/** Yours is a server of its own, perhaps behind `server.proxy`. This one needs no second command. */
const serveApi: Plugin = {
  name: 'example-api',
  configureServer({ middlewares }) {
    // Vite's process has a Request and a Response of its own.
    const answer = getRequestListener(api.fetch, { overrideGlobalObjects: false })
    middlewares.use('/api', (request, response) => void answer(request, response))
  },
}

export default defineConfig({
  plugins: [react(), serveApi],
  server: { host: '127.0.0.1', port: Number(process.env['PORT'] ?? 5173), strictPort: true },
  // Takes the packages from their sources in this repository. Leave it out elsewhere.
  resolve: { conditions: ['@etagged/source', ...defaultClientConditions] },
})
