import { Agent, fetch as undiciFetch, interceptors } from 'undici'
import type { Reader } from './reader.ts'

/** undici's `fetch` over its cache interceptor: a `Response` for each read. */
export function createUndiciFetch(): Reader {
  const dispatcher = new Agent().compose(interceptors.cache({ type: 'private' }))
  return {
    async read(url) {
      const response = await undiciFetch(url, { dispatcher })
      return response.json()
    },
  }
}
