import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** A server of files in a folder of its own URL: no API, and no page for addresses without a file. */
export interface FileServer {
  /** Such as `http://127.0.0.1:8787/some/folder/`. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** Opens it on a free port. */
export async function openFileServer(folder: string, path: string): Promise<FileServer> {
  const server = createServer(({ url = '' }, answer) => {
    const { pathname } = new URL(url, 'http://localhost')
    const name = pathname === path ? 'index.html' : pathname.slice(path.length)
    const file = pathname.startsWith(path) && !name.includes('..') ? join(folder, name) : ''
    answer.setHeader('content-type', TYPES[extname(name)] ?? 'text/plain')
    readFile(file).then(
      (content) => answer.end(content),
      () => answer.writeHead(404).end(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}${path}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
