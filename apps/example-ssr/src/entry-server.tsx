import { createEtagged, type Etagged } from '@etagged/core'
import { withState } from '@etagged/react/server'
import { renderToReadableStream } from 'react-dom/server'
import { Document } from './document.tsx'

interface PageRequest {
  readonly user: string | null
  /** The one that the browser has: responses are known by their absolute URLs. */
  readonly baseUrl: string
  /** By which the API knows the user. */
  readonly cookie: string | undefined
  readonly fetch: typeof fetch
  /** Aborts when the browser leaves. */
  readonly signal: AbortSignal
}

/** A page for one request, by a client that serves no other one. */
export async function render(request: PageRequest): Promise<ReadableStream<Uint8Array>> {
  const { user, baseUrl, cookie, fetch, signal } = request
  const client = createEtagged({ baseUrl, fetch, headers: () => ({ cookie }) })
  await client.signIn(user)
  const html = await renderToReadableStream(<Document client={client} user={user} />, {
    bootstrapModules: ['/src/entry-client.tsx'],
    onError(error) {
      if (!signal.aborted) console.error(error)
    },
  })
  return closeAfter(withState(html, client), client)
}

/** Once all of it is sent, or the browser has left. */
function closeAfter(page: ReadableStream<Uint8Array>, client: Etagged): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const close = (): Promise<void> => client.close()
  void page.pipeTo(writable).then(close, close)
  return readable
}
