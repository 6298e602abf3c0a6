/** How the server tells of its limit. */
export type Telling = 'x-ratelimit' | 'draft-10' | 'nothing'

export interface LimitedServerOptions {
  /** The server's own clock, in seconds. */
  readonly now: () => number
  readonly wait: (seconds: number) => Promise<void>
  /** Requests a window. @default 20 */
  readonly limit?: number
  /** Seconds; the first request begins it. @default 60 */
  readonly window?: number
  /** @default x-ratelimit */
  readonly telling?: Telling
  /** Seconds from a request's sending to its answer; in the middle it is counted. @default 0.25 */
  readonly latency?: (url: string) => number
}

/** A request as the server saw it. */
export interface Served {
  readonly url: string
  readonly at: number
  readonly status: number
}

export interface LimitedServer {
  readonly served: readonly Served[]
  readonly fetch: typeof fetch
  /** What comes in place of the next answer for a URL; what the server counts, it counts. */
  readonly instead: (
    url: string,
    answer: (counted: Response) => Response | Promise<Response>,
  ) => void
}

/** A server that counts honestly, in fixed windows, whoever asks. */
export function createLimitedServer(options: LimitedServerOptions): LimitedServer {
  const { now, wait, limit = 20, window = 60, telling = 'x-ratelimit' } = options
  const { latency = () => 0.25 } = options
  const served: Served[] = []
  const scripted = new Map<string, Parameters<LimitedServer['instead']>[1]>()
  let startedAt = -Infinity
  let count = 0

  function answer(url: string): Response {
    if (now() >= startedAt + window) {
      startedAt = now()
      count = 0
    }
    count++
    const resetIn = Math.ceil(startedAt + window - now())
    const isRefused = count > limit
    const status = isRefused ? 429 : 200
    served.push({ url, at: now(), status })
    const headers = {
      ...fieldsOf(telling, { limit, window, remaining: Math.max(0, limit - count), resetIn }),
      ...(isRefused && { 'retry-after': String(resetIn) }),
    }
    return new Response(null, { status, headers })
  }

  return {
    served,
    async fetch(input, init) {
      const { url } = new Request(input)
      const half = latency(url) / 2
      const gone = new Promise<never>((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
      })
      await Promise.race([wait(half), gone])
      const counted = answer(url)
      await Promise.race([wait(half), gone])
      const script = scripted.get(url)
      scripted.delete(url)
      return script ? script(counted) : counted
    },
    instead: (url, script) => void scripted.set(url, script),
  }
}

interface Count {
  readonly limit: number
  readonly window: number
  readonly remaining: number
  readonly resetIn: number
}

function fieldsOf(telling: Telling, count: Count): Readonly<Record<string, string>> {
  const { limit, window, remaining, resetIn } = count
  switch (telling) {
    case 'nothing':
      return {}
    case 'draft-10':
      return {
        ratelimit: `"all";r=${remaining};t=${resetIn}`,
        'ratelimit-policy': `"all";q=${limit};w=${window}`,
      }
    case 'x-ratelimit':
      return {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': String(resetIn),
      }
  }
}
