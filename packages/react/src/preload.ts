import { type Etagged, SessionEndedError } from '@etagged/core'
import type { CarriesSource } from './insight/use-cache-meta.ts'
import { sourceOf } from './query-source.ts'

/** So many responses take the disk about as long as a page takes to be drawn. */
const MOST_PRELOADED = 60

/** How long {@link preload} may take. */
export interface PreloadOptions {
  /**
   * Milliseconds to wait at most: a disk that does not answer must not hold the page back.
   * @default 50
   */
  readonly within?: number
}

/**
 * Brings what is on disk for these queries into memory, so that their first render has data; never
 * the network. Await it before the first render, and never by suspending: React holds back for 300 ms
 * what was suspended. The first 60 queries count.
 *
 * @param client that the queries will ask
 * @param queries options, as `query()` and `infinite()` make them
 * @param options how long it may take
 */
export async function preload(
  client: Etagged,
  queries: readonly CarriesSource[],
  { within = 50 }: PreloadOptions = {},
): Promise<void> {
  const reads = queries.slice(0, MOST_PRELOADED).map((query) => read(client, query))
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, within)
  })
  try {
    await Promise.race([Promise.all(reads), tooLate])
  } finally {
    clearTimeout(timer)
  }
}

async function read(client: Etagged, { meta }: CarriesSource): Promise<void> {
  const source = sourceOf({ meta })
  try {
    if (source !== undefined) await client.peek(source.first.url, source.first.init)
  } catch (error) {
    // The page is to be drawn all the same, for whoever is there now.
    if (!(error instanceof SessionEndedError)) throw error
  }
}
