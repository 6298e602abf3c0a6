import { type Clock, createEtagged, type Etagged, type EtaggedOptions } from '@etagged/core'
import { act, render, type RenderResult } from '@testing-library/react'
import { keepChoice, type TabName } from './panel-choice.ts'
import { EtaggedPanel } from './etagged-panel.tsx'
import { record } from '../record.ts'

export const START = 1_800_000_000

/** A clock that a test sets. Nothing falls due by it. */
export interface SetClock extends Clock {
  set(instant: number): void
}

export function createSetClock(): SetClock {
  let now = START
  return {
    now: () => now,
    after: () => () => undefined,
    set(instant) {
      now = instant
    },
  }
}

/** A recorded client whose network is this function. */
export function clientOn(
  network: (request: Request) => Response | Promise<Response>,
  options: EtaggedOptions = {},
): Etagged {
  const client = createEtagged({
    baseUrl: 'https://api.test',
    clock: createSetClock(),
    fetch: async (input, init) => network(new Request(input, init)),
    ...options,
  })
  record(client)
  return client
}

/** An origin whose answers have a tag and are stale at once, or are fresh under `/fresh`. */
export function tagged(version: () => number = () => 1): (request: Request) => Response {
  return ({ url, headers }) => {
    const etag = `"${version()}"`
    const age = url.includes('/fresh') ? 60 : 0
    const fields = { etag, 'cache-control': `max-age=${age}` }
    return headers.get('if-none-match') === etag
      ? new Response(null, { status: 304, headers: fields })
      : Response.json([{ name: 'a' }, { market_cap: version() }], { headers: fields })
  }
}

/** The panel with this tab open. */
export async function openPanel(client: Etagged, tab: TabName): Promise<RenderResult> {
  keepChoice({ tab })
  const result = render(<EtaggedPanel client={client} theme="light" />)
  // What the tab asks at once, such as how large the stores are, is there.
  await act(async () => Promise.resolve())
  return result
}
