import type { Reader } from './reader.ts'

/** Fetched once, for ever, and made a `Response` anew for each read, which takes its body. */
export function createKeptText(): Reader {
  return keeping(() => undefined)
}

/** The same with the header fields that came: what a `Response` of a cache has to carry. */
export function createKeptTextAndFields(): Reader {
  return keeping(({ headers }) => Array.from(headers))
}

function keeping(fieldsOf: (response: Response) => [string, string][] | undefined): Reader {
  const kept = new Map<string, { readonly text: string; readonly init: ResponseInit }>()
  async function take(url: string) {
    const response = await fetch(url)
    const headers = fieldsOf(response)
    const taken = { text: await response.text(), init: headers === undefined ? {} : { headers } }
    kept.set(url, taken)
    return taken
  }
  return {
    async read(url) {
      const { text, init } = kept.get(url) ?? (await take(url))
      const data: unknown = await new Response(text, init).json()
      return data
    },
  }
}
