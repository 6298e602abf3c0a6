import type { Reader } from './reader.ts'

/** Fetched once, for ever, and made a `Response` anew for each read, which takes its body. */
export function createKeptText(): Reader {
  const texts = new Map<string, string>()
  return {
    async read(url) {
      const text = texts.get(url) ?? (await (await fetch(url)).text())
      texts.set(url, text)
      const data: unknown = await new Response(text).json()
      return data
    },
  }
}
