import { createCoinApi, type CoinApi, type CoinApiOptions } from '../create-coin-api.ts'
import { createTestTime, type TestTime } from './test-time.test-fixture.ts'

/** A coin API behind one of the bindings, and the page that asks it. */
export interface Stage {
  /** Where the API is, without a slash at the end. */
  readonly base: string
  /** Keeps cookies, as a browser does. */
  readonly fetch: typeof fetch
  readonly api: CoinApi
  readonly advance: TestTime['advance']
}

/** A binding: puts an API behind an address, and a `fetch` before it. */
export interface Binding {
  readonly base: string
  readonly fetch: typeof fetch
  readonly close: () => Promise<void>
}

/** Binds an API to somewhere; `clock` is the page's. */
export type Bind = (api: CoinApi, clock: () => number) => Promise<Binding>

/** A stage over a binding. Coins change only when the test trades them. */
export async function openStage(
  bind: Bind,
  options: Partial<CoinApiOptions> = {},
): Promise<Stage & Pick<Binding, 'close'>> {
  const { clock, wait, advance } = createTestTime()
  const api = createCoinApi({ clock, wait, tradesPerSecond: 0, control: true, ...options })
  const binding = await bind(api, clock)
  return { ...binding, api, advance }
}
