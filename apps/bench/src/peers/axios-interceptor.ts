import { create } from 'axios'
import { buildMemoryStorage, setupCache } from 'axios-cache-interceptor'
import type { Reader } from './reader.ts'

/** `axios-cache-interceptor` as it comes, over `fetch` like all others. Its memory ends with the page. */
export function createAxiosInterceptor(): Reader {
  const client = setupCache(create({ adapter: 'fetch' }), {
    location: 'client',
    storage: buildMemoryStorage(),
  })
  return {
    async read(url) {
      const { data } = await client.get<unknown>(url)
      return data
    },
  }
}
