import CachePolicy from 'http-cache-semantics'
import type { Reader } from './reader.ts'

interface Entry {
  readonly policy: CachePolicy
  readonly data: unknown
}

/** `http-cache-semantics` decides, a Map keeps the parsed data. */
export function createSemantics(): Reader {
  const entries = new Map<string, Entry>()

  async function store(url: string, request: CachePolicy.HttpRequest, answer: Response) {
    const data: unknown = await answer.json()
    const policy = new CachePolicy(request, messageOf(answer), { shared: false })
    if (policy.storable()) entries.set(url, { policy, data })
    return data
  }

  async function revalidate(url: string, request: CachePolicy.HttpRequest, entry: Entry) {
    const headers = textFields(entry.policy.revalidationHeaders(request))
    const answer = await fetch(url, { headers })
    const { policy, modified } = entry.policy.revalidatedPolicy(request, messageOf(answer))
    if (modified) return store(url, request, answer)
    entries.set(url, { policy, data: entry.data })
    return entry.data
  }

  return {
    async read(url) {
      const request = { url, method: 'GET', headers: {} }
      const entry = entries.get(url)
      if (entry === undefined) return store(url, request, await fetch(url))
      if (entry.policy.satisfiesWithoutRevalidation(request)) return entry.data
      return revalidate(url, request, entry)
    },
  }
}

export function messageOf({ status, headers }: Response): CachePolicy.HttpResponse {
  return { status, headers: Object.fromEntries(headers) }
}

export function textFields(fields: CachePolicy.Headers): Record<string, string> {
  const text: Record<string, string> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) text[name] = String(value)
  }
  return text
}
