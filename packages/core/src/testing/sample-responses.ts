import type { StoredBody, StoredMetadata, StoredResponse } from '../rules/stored-response.ts'

type Given = Partial<StoredMetadata> & { readonly body?: StoredBody }

/** Each text is a body of its own, and its id is no function of the text. */
export function aBody(content: StoredBody['content'] = '{"name":"Pepe"}'): StoredBody {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { id: crypto.randomUUID(), content, bytes: bytes.byteLength }
}

export function aResponse(given: Given = {}): StoredResponse {
  const url = given.url ?? 'https://api.test/coins/pepe'
  return {
    key: keyOf(url),
    url,
    nominated: [],
    status: 200,
    statusText: 'OK',
    fields: [
      ['content-type', 'application/json; charset=utf-8'],
      ['cache-control', 'private, no-cache'],
      ['etag', 'W/"5d2-mgKXk0VwSsu8tJdsNmPjzhkV1rE"'],
    ],
    requestTime: 1_795_168_800,
    responseTime: 1_795_168_800.25,
    invalidated: false,
    body: aBody(),
    ...given,
  }
}

/** The same response in German, English, …: one key, several variants. */
export function aVariant(language: string, given: Given = {}): StoredResponse {
  return aResponse({
    nominated: [['accept-language', language]],
    body: aBody(`{"language":"${language}"}`),
    ...given,
  })
}

/** A response at this path, as a request that was sent at this second brought it. */
export function aResponseAt(path: string, given: Given = {}): StoredResponse {
  return aResponse({ url: `https://api.test${path}`, ...given })
}

function keyOf(url: string): string {
  return `same-origin GET ${url}`
}

export function keyAt(path: string): string {
  return keyOf(`https://api.test${path}`)
}
