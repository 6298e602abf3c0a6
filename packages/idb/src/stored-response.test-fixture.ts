import type { StoredBody, StoredMetadata, StoredResponse } from '@etagged/core'

/** Each text is a body of its own, and its id is no function of the text. */
export function aBody(content: StoredBody['content'] = '{"name":"Pepe"}'): StoredBody {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { id: crypto.randomUUID(), content, bytes: bytes.byteLength }
}

export function aStoredResponse(
  given: Partial<StoredMetadata> & { readonly body?: StoredBody } = {},
): StoredResponse {
  const url = 'https://api.test/coins/pepe'
  return {
    key: `same-origin GET ${url}`,
    url,
    nominated: [],
    status: 200,
    statusText: 'OK',
    fields: [
      ['content-type', 'application/json; charset=utf-8'],
      ['cache-control', 'private, no-cache'],
      ['etag', 'W/"5d2-mgKXk0VwSsu8tJdsNmPjzhkV1rE"'],
      ['date', 'Fri, 20 Nov 2026 10:00:00 GMT'],
    ],
    requestTime: 1_795_168_800,
    responseTime: 1_795_168_800.25,
    invalidated: false,
    body: aBody(),
    ...given,
  }
}

/** Several responses of different keys. */
export function several(count: number): readonly StoredResponse[] {
  return Array.from({ length: count }, (_, at) =>
    aStoredResponse({ key: `GET /${at}`, body: aBody() }),
  )
}

/** It cannot be written: the transaction that is to do so fails. */
export function unwritable(key: string): StoredResponse {
  return aStoredResponse({ key, statusText: 1n as unknown as string })
}

/** The same response in German, English, …: one key, several variants. */
export function aVariant(
  language: string,
  given: Partial<StoredMetadata> & { readonly body?: StoredBody } = {},
): StoredResponse {
  return aStoredResponse({
    nominated: [['accept-language', language]],
    body: aBody(`{"language":"${language}"}`),
    ...given,
  })
}

/** Opaque, like a real one, and of no other test. */
export function aPartition(): string {
  return crypto.randomUUID().replaceAll('-', '')
}
