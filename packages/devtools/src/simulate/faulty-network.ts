import type { Clock, Seconds } from '@etagged/core'
import type { Faults } from './faults.ts'

const DELAY: Seconds = 2
const RETRY_AFTER: Seconds = 30

/** The network as the faults have it at each call. While there are none it is the network itself. */
export function faultyNetwork(
  network: typeof fetch,
  clock: Clock,
  faults: () => Faults,
): typeof fetch {
  async function failing(
    fault: Exclude<Faults['network'], 'none'>,
    ...[input, init]: Parameters<typeof fetch>
  ): Promise<Response> {
    const signal = signalOf(input, init)
    signal?.throwIfAborted()
    switch (fault) {
      case 'offline':
        // As Chromium words it.
        throw new TypeError('Failed to fetch')
      case 'slow':
        await passed(DELAY, clock, signal)
        return network(input, init)
      case 'status-500':
        return problem(500, 'Internal Server Error')
      case 'status-429':
        // RFC 6585 §4.
        return problem(429, 'Too Many Requests', { 'retry-after': String(RETRY_AFTER) })
    }
  }

  return (input, init) => {
    const { network: fault } = faults()
    return fault === 'none' ? network(input, init) : failing(fault, input, init)
  }
}

function signalOf(...[input, init]: Parameters<typeof fetch>): AbortSignal | undefined {
  return init?.signal ?? (input instanceof Request ? input.signal : undefined)
}

/** Resolves after so long; rejects with the signal's reason when that aborts before. */
function passed(delay: Seconds, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    function leave(): void {
      cancel()
      reject(signal?.reason as Error)
    }
    const cancel = clock.after(delay, () => {
      signal?.removeEventListener('abort', leave)
      resolve()
    })
    signal?.addEventListener('abort', leave, { once: true })
  })
}

/** An error that says where it comes from (RFC 9457). */
function problem(status: number, title: string, fields: Record<string, string> = {}): Response {
  const detail = 'Simulated by @etagged/devtools'
  return new Response(JSON.stringify({ type: 'about:blank', title, status, detail }), {
    status,
    statusText: title,
    headers: { 'content-type': 'application/problem+json', ...fields },
  })
}
