import { Agent, interceptors, request } from 'undici'
import type { Reader } from './reader.ts'

/** undici's cache interceptor, a private cache in memory; it gives a body, so each read parses. */
export function createUndiciCache(): Reader {
  const dispatcher = new Agent().compose(interceptors.cache({ type: 'private' }))
  return {
    async read(url) {
      const { body } = await request(url, { dispatcher })
      return body.json()
    },
  }
}
