import type { ServerResponse } from 'node:http'

/**
 * Sends an answer as its body comes, each piece once the one before has left. A body that breaks
 * breaks the connection; a connection that closes, or `signal`, ends the body.
 */
export async function sendStream(
  answer: Response,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  outgoing.writeHead(answer.status, fieldsOf(answer.headers))
  outgoing.flushHeaders()
  const reader = answer.body?.getReader()
  if (!reader) return void outgoing.end()

  const stop = (): void => {
    // The source may mind, but nobody listens to it any more.
    reader.cancel().catch(() => undefined)
  }
  outgoing.once('close', stop)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      await written(next.value, outgoing)
    }
    outgoing.end()
  } catch {
    // What the break has to say, it says to the client: by the missing rest.
    outgoing.destroy()
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function written(piece: Uint8Array, outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.write(piece, (error) => (error ? reject(error) : resolve()))
  })
}

/** Node wants each cookie in a line of its own. */
function fieldsOf(headers: Headers): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.fromEntries(headers)
  const cookies = headers.getSetCookie()
  return cookies.length > 0 ? { ...fields, 'set-cookie': cookies } : fields
}
