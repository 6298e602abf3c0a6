import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { type Answered, createAnswers } from './answers.ts'

/** What a listener saw and sent since it was opened. */
export interface Log extends Answered {
  /** Bytes on the sockets, both ways: start lines, fields and bodies. */
  readonly wire: number
}

export interface Listener {
  readonly url: string
  log(): Log
  close(): Promise<void>
}

/** Serves coins on a port of its own. */
export async function listen(
  cacheControl: string,
  versionOf: (path: string) => number,
): Promise<Listener> {
  const sockets = new Set<Socket>()
  const answers = createAnswers(cacheControl, versionOf)
  const server = createServer({ keepAliveTimeout: 60_000 }, ({ url = '', headers }, response) =>
    answers.answer(url, headers, response),
  )
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The origin has no port')

  return {
    url: `http://127.0.0.1:${address.port}`,
    log: () => ({ ...answers.given(), wire: wireOf(sockets) }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function wireOf(sockets: Iterable<Socket>): number {
  let bytes = 0
  for (const { bytesRead, bytesWritten } of sockets) bytes += bytesRead + bytesWritten
  return bytes
}
