import type { EntryInfo } from '@etagged/core'

export function anEntry(path: string, given: Partial<EntryInfo> = {}): EntryInfo {
  return {
    url: `http://api.test${path}`,
    method: 'GET',
    credentials: 'same-origin',
    audience: 'user',
    status: 200,
    etag: '"1"',
    tags: [],
    validatedAt: 1000,
    age: 0,
    ttl: 60,
    isFresh: true,
    bytes: 20,
    memoryBytes: 1084,
    invalidated: false,
    ...given,
  }
}
