import type { StoredMetadata } from '@etagged/core'
import { flag, instant, integer, json, listOf, type Reader, text, tuple } from './reader.ts'

/** Everything of a stored response but its key and its body. */
export type VariantMetadata = Omit<StoredMetadata, 'key'>

/** What a 304 made of the metadata of one body. */
export interface Freshening {
  readonly bodyId: string
  readonly metadata: VariantMetadata
}

/** What is written of a variant besides its content. */
export interface Description extends Freshening {
  readonly bytes: number
}

/** As a list in JSON, which takes less room on disk than an object, or names. */
export function formatFreshening(key: string, freshening: Freshening): string {
  return JSON.stringify(partsOf(key, freshening))
}

/** One item longer than a freshening, which can't be taken for it. */
export function formatDescription(key: string, description: Description): string {
  return JSON.stringify([...partsOf(key, description), description.bytes])
}

function partsOf(key: string, { bodyId, metadata }: Freshening): Parts {
  const { url, status, statusText, nominated, fields, requestTime, responseTime } = metadata
  const { invalidated, tags } = metadata
  return [
    bodyId,
    // It mostly ends the key.
    key.endsWith(url) ? url.length : url,
    status,
    statusText,
    nominated,
    fields,
    requestTime,
    responseTime,
    tags === undefined ? invalidated : [invalidated, tags],
  ]
}

/** For the URL, how many of the key's last characters it is, or the URL itself. */
type Parts = readonly [bodyId: string, url: number | string, ...Rest]

type Rest = readonly [
  status: number,
  statusText: string,
  nominated: StoredMetadata['nominated'],
  fields: StoredMetadata['fields'],
  requestTime: number,
  responseTime: number,
  mark: Mark,
]

/** Whether it is invalidated, and its tags if it has any. */
type Mark = boolean | readonly [invalidated: boolean, tags: readonly string[]]

const tagged = tuple<[boolean, readonly string[]]>(flag, listOf(text))
const mark: Reader<Mark> = (value) => flag(value) ?? tagged(value)

const urlOrLength: Reader<number | string> = (value) => text(value) ?? integer(0, 2 ** 31)(value)
const lines: Reader<StoredMetadata['fields']> = listOf(tuple<[string, string]>(text, text))
const size = integer(0, 2 ** 31)

const partsIn: Reader<Parts> = tuple<Parts>(
  text,
  urlOrLength,
  integer(100, 600),
  text,
  lines,
  lines,
  instant,
  instant,
  mark,
)

function fresheningIn(key: string, value: unknown): Freshening | undefined {
  const parts = partsIn(value)
  if (parts === undefined) return undefined
  const [bodyId, told, ...others] = parts
  const url = urlIn(key, told)
  if (url === undefined) return undefined
  return { bodyId, metadata: metadataOf(url, others) }
}

function metadataOf(
  url: string,
  [status, statusText, nominated, fields, requestTime, responseTime, marked]: Rest,
): VariantMetadata {
  const [invalidated, tags] = typeof marked === 'boolean' ? [marked, undefined] : marked
  const metadata = { url, nominated, status, statusText, fields, requestTime, responseTime }
  return { ...metadata, invalidated, ...(tags && { tags }) }
}

function urlIn(key: string, told: number | string): string | undefined {
  if (typeof told === 'string') return told
  return told > key.length ? undefined : key.slice(key.length - told)
}

export function readFreshening(key: string): Reader<Freshening> {
  return json((value) => fresheningIn(key, value))
}

export function readDescription(key: string): Reader<Description> {
  return json((value) => {
    if (!Array.isArray(value)) return undefined
    const found = fresheningIn(key, value.slice(0, -1))
    const bytes = size(value.at(-1))
    return found === undefined || bytes === undefined ? undefined : { ...found, bytes }
  })
}
