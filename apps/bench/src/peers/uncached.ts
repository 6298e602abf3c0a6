import type { Reader } from './reader.ts'

/** Fetches and parses each time. */
export const uncached: Reader = {
  async read(url) {
    const data: unknown = await (await fetch(url)).json()
    return data
  },
}
