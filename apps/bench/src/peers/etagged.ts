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
