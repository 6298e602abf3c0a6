import type { Role } from '../harness/candidate.ts'
import type { Door } from '../origin/door.ts'
import { createEtaggedFetch, createEtaggedReader } from './etagged.ts'
import { createHandWritten } from './hand-written.ts'
import { createKeptData } from './kept-data.ts'
import { createKeptText } from './kept-text.ts'
import type { Reader } from './reader.ts'

/** A way for a page to read JSON, and the door by which the origin knows it. */
export interface BrowserReader {
  readonly name: string
  readonly role: Role
  readonly door: Door
  readonly create: () => Reader
}

const stale = (name: string): Door => ({ name, cacheControl: 'max-age=0' })

const fresh = (name: string): Door => ({ name, cacheControl: 'max-age=3600' })

/** What must be validated at each read. */
export const validatingReaders: readonly BrowserReader[] = [
  {
    name: 'fetch by hand, kept data',
    role: 'limit',
    door: stale('by-hand'),
    create: createHandWritten,
  },
  { name: 'etagged.json', role: 'ours', door: stale('etagged'), create: createEtaggedReader },
  {
    name: "the browser's HTTP cache: no-cache and parse",
    role: 'peer',
    door: stale('browser'),
    create: () => fetching('no-cache'),
  },
  {
    name: 'no cache: 200 and parse',
    role: 'scale',
    door: stale('uncached'),
    create: () => fetching('no-store'),
  },
]

/** What stays fresh. */
export const freshReaders: readonly BrowserReader[] = [
  { name: 'Map → data', role: 'limit', door: fresh('map'), create: createKeptData },
  { name: 'etagged.json', role: 'ours', door: fresh('etagged'), create: createEtaggedReader },
  {
    name: 'Map → Response → json()',
    role: 'scale',
    door: fresh('map-text'),
    create: createKeptText,
  },
  {
    name: 'etagged.fetch and json()',
    role: 'ours',
    door: fresh('etagged-fetch'),
    create: createEtaggedFetch,
  },
  {
    name: "the browser's HTTP cache: fetch and parse",
    role: 'peer',
    door: fresh('browser'),
    create: () => fetching('default'),
  },
]

function fetching(cache: RequestCache): Reader {
  return { read: async (url): Promise<unknown> => (await fetch(url, { cache })).json() }
}
