import { createEtagged } from '@etagged/core'
import type { Reader } from './reader.ts'

/** Ours, in memory. */
export function createEtaggedReader(): Reader {
  const client = createEtagged()
  return {
    async read(url) {
      const { data } = await client.json(url)
      return data
    },
  }
}

/** Ours in place of `fetch`: a `Response` for each read. */
export function createEtaggedFetch(): Reader {
  const client = createEtagged()
  return {
    async read(url) {
      const response = await client.fetch(url)
      const data: unknown = await response.json()
      return data
    },
  }
}
