import CachePolicy from 'http-cache-semantics'
import type { Reader } from './reader.ts'
import { messageOf, textFields } from './semantics.ts'

interface Entry {
  readonly policy: CachePolicy
  readonly text: string
}

/** `http-cache-semantics` decides, a Map keeps the text; each read gets a `Response` with its fields. */
export function createSemanticsResponse(): Reader {
  const entries = new Map<string, Entry>()

  async function store(url: string, request: CachePolicy.HttpRequest): Promise<Response> {
    const answer = await fetch(url)
    const policy = new CachePolicy(request, messageOf(answer), { shared: false })
    const text = await answer.text()
    if (policy.storable()) entries.set(url, { policy, text })
    return new Response(text, { headers: answer.headers })
  }

  return {
    async read(url) {
      const request = { url, method: 'GET', headers: {} }
      const entry = entries.get(url)
      const response =
        entry?.policy.satisfiesWithoutRevalidation(request) === true
          ? new Response(entry.text, { headers: textFields(entry.policy.responseHeaders()) })
          : await store(url, request)
      const data: unknown = await response.json()
      return data
    },
  }
}
