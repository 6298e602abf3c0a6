import { fileURLToPath } from 'node:url'
import { type Plugin, runnerImport } from 'vite'
import type { streamedPieces } from './streamed-pieces.test-fixture.ts'

const MODULE = fileURLToPath(new URL('./streamed-pieces.test-fixture.ts', import.meta.url))

/** The renderer is no part of the server of the pages, which would load React's build for browsers. */
async function loadRenderer(): Promise<typeof streamedPieces> {
  const { module } = await runnerImport<{ streamedPieces: typeof streamedPieces }>(MODULE, {
    environments: {
      inline: { resolve: { conditions: ['@etagged/source'], noExternal: [/^@etagged\//] } },
    },
  })
  return module.streamedPieces
}

/**
 * Renders for tests in browsers: not every one of them can stream, and two React renderers in one page
 * would take each other's contexts away.
 */
export function serveStreamedPieces(): Plugin {
  let loading: ReturnType<typeof loadRenderer> | undefined

  async function render(url: URL): Promise<string> {
    loading ??= loadRenderer()
    const { user = '', ...fields } = Object.fromEntries(url.searchParams)
    const pieces = await (await loading)(user, fields)
    return JSON.stringify(pieces)
  }

  return {
    name: 'etagged:streamed-pieces',
    configureServer({ middlewares }) {
      middlewares.use('/streamed-pieces', (incoming, outgoing, next) => {
        const url = new URL(incoming.originalUrl ?? '', 'http://pages.test')
        render(url).then((pieces) => outgoing.end(pieces), next)
      })
    },
  }
}
