import { type CacheEvent, createEtagged, type Etagged, type EtaggedOptions } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { leaveTraces, type Traces } from './busy-session.ts'
import { overhear, type Overheard } from './overheard.ts'
import { type Reading, readingOf, readStamp } from './read-stamp.ts'
import type { Stamp } from './stamped-origin.ts'
import { rawRows, rawText } from './raw-rows.ts'

/** A page with one client, in the hands of a test. */
export interface Proof {
  readonly client: Etagged
  /** What the client told since the page was loaded. */
  readonly events: readonly CacheEvent[]
  /** What the page let others hear since it was loaded. */
  readonly overheard: Overheard
  /** `bfcache`, when the page came back from it; else how it was loaded. */
  readonly shown: readonly string[]
  /** Takes another client in place of the first. */
  open(options?: Partial<EtaggedOptions>): Etagged
  /** Signs in as a user whose token is his name. */
  signIn(user: string): Promise<void>
  /** How long it took, in ms. */
  signOut(): Promise<number>
  /** A URL's answer by way of the cache; rejects as the client's `fetch` does. */
  read(path: string, init?: RequestInit): Promise<Reading>
  /** As `read`, but a rejection is told by its error's name. */
  tryRead(path: string, init?: RequestInit): Promise<Reading | string>
  /** Makes the next version of a resource. */
  write(path: string): Promise<number>
  /** What is stored for the URL, fresh, stale or invalidated; never the network. */
  stored(path: string): Promise<Reading | undefined>
  /** What the cache holds for the URL, without the network; its user, or none. */
  peek(path: string): Promise<string | undefined>
  rawRows: typeof rawRows
  rawText: typeof rawText
  createEtagged: typeof createEtagged
  createIdbStore: typeof createIdbStore
  /** Works with secrets, and tells what is left of them; see `leaveTraces`. */
  leaveTraces(base: string, number: number): Promise<Traces>
}

declare global {
  interface Window {
    readonly proof: Proof
  }
}

/** Makes `window.proof`. */
export function installProof(): void {
  const overheard = overhear()
  const events: CacheEvent[] = []
  const shown: string[] = []

  function open(options: Partial<EtaggedOptions> = {}): Etagged {
    const client = createEtagged({
      store: createIdbStore(),
      headers: ({ user }) => (user ? { authorization: `Bearer ${user}` } : {}),
      ...options,
    })
    client.subscribe((event) => events.push(event))
    return client
  }

  let client = open()

  async function read(path: string, init?: RequestInit): Promise<Reading> {
    return readStamp(await client.fetch(path, init))
  }

  const proof: Proof = {
    get client() {
      return client
    },
    events,
    overheard,
    shown,
    open(options) {
      client = open(options)
      return client
    },
    async signIn(user) {
      await client.signIn(user)
    },
    async signOut() {
      const before = performance.now()
      await client.signOut()
      return performance.now() - before
    },
    read,
    tryRead: (path, init) =>
      read(path, init).catch((error: unknown) =>
        error instanceof Error ? error.name : 'no error',
      ),
    async write(path) {
      const response = await client.fetch(path, { method: 'PUT', body: '{}' })
      return response.status
    },
    async stored(path) {
      const found = await client.peek<Stamp>(path)
      const entry = client.entries().find(({ url }) => url === client.urlOf(path))
      return found && readingOf(found.data, { etag: entry?.etag ?? '', cacheStatus: '' })
    },
    async peek(path) {
      const found = await client.peek<{ readonly user: string }>(path)
      return found?.data.user
    },
    rawRows,
    rawText,
    createEtagged,
    createIdbStore,
    leaveTraces: (base, number) => leaveTraces(proof, base, number),
  }

  addEventListener('pageshow', ({ persisted }) => shown.push(persisted ? 'bfcache' : 'loaded'))
  Object.defineProperty(window, 'proof', { value: proof })
}
