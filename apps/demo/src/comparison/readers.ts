import { type Etagged, type Schema, statusErrorOf } from '@etagged/core'

/** Reads JSON in one of the two ways. */
export interface Reader {
  /** What this device has of a path already; `undefined`: nothing. */
  readonly peek: (path: string) => Promise<unknown>
  /** What the API says of a path now. */
  readonly read: (path: string) => Promise<unknown>
  /** Lets go of what is in memory and of what is under way; the disk keeps its rows. */
  readonly close: () => Promise<void>
  /** Removes what is on disk, too. */
  readonly forget: () => Promise<void>
}

interface PlainOptions {
  readonly fetch: typeof fetch
  readonly baseUrl: string
  /** What the browser's own cache may do. */
  readonly cache: () => RequestCache
  readonly onParse: () => void
}

/** As an app reads that has nothing but `fetch`. */
export function plainReader({ fetch, baseUrl, cache, onParse }: PlainOptions): Reader {
  const leaving = new AbortController()
  return {
    peek: async () => undefined,
    async read(path) {
      const response = await fetch(`${baseUrl}${path}`, { cache: cache(), signal: leaving.signal })
      if (!response.ok) throw await statusErrorOf(response)
      const data: unknown = await response.json()
      onParse()
      return data
    },
    close: async () => leaving.abort(),
    forget: async () => leaving.abort(),
  }
}

/** Nobody: a part of the cache that no user of the demo has, so that neither is in the other's way. */
const READER = 'the comparison of the demo'

/** As an app reads that has etagged. The client is the reader's own. */
export function cachedReader(client: Etagged, onParse: () => void): Reader {
  const signedIn = client.signIn(READER)
  const schema = countingSchema(onParse)
  return {
    async peek(path) {
      await signedIn
      return (await client.peek(path, { schema }))?.data
    },
    async read(path) {
      await signedIn
      return (await client.json(path, { schema })).data
    },
    async close() {
      await client.idle()
      await client.close()
    },
    async forget() {
      await client.signOut()
      await client.close()
    },
  }
}

/** Takes any data, and tells of each text that was made into some. */
function countingSchema(onParse: () => void): Schema {
  return {
    '~standard': {
      version: 1,
      vendor: 'etagged-demo',
      validate(value) {
        onParse()
        return { value }
      },
    },
  }
}
