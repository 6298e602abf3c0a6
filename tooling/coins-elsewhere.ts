import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import type { serveCoinsElsewhere } from './serve-coins-elsewhere.ts'

const MODULE = fileURLToPath(new URL('./serve-coins-elsewhere.ts', import.meta.url))

/**
 * Gives the pages of browser tests an API on another origin: `/coins-elsewhere` on their own tells
 * its URL. It is opened by the first page that asks, and ends with the server of the pages.
 */
export function coinsElsewhere(): Plugin {
  let opening: ReturnType<typeof serveCoinsElsewhere> | undefined
  return {
    name: 'etagged:coins-elsewhere',
    configureServer(server) {
      async function open(): ReturnType<typeof serveCoinsElsewhere> {
        const module = (await server.ssrLoadModule(MODULE)) as {
          serveCoinsElsewhere: typeof serveCoinsElsewhere
        }
        return module.serveCoinsElsewhere()
      }
      server.middlewares.use('/coins-elsewhere', (_, outgoing, next) => {
        opening ??= open()
        opening.then(({ url }) => outgoing.end(url), next)
      })
    },
    async closeBundle() {
      await (await opening)?.close()
      opening = undefined
    },
  }
}
