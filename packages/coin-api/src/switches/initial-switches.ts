import { isEtag } from '../cors/cors-fields.ts'
import type { Market } from '../market/market.ts'
import { USUAL_PACE } from '../market/pace.ts'
import type { Switches } from './switches.ts'

/** The options that switches begin with. */
export interface SwitchOptions {
  readonly market?: Market
  readonly tradesPerSecond?: number
  readonly limits?: boolean
  readonly exposeHeaders?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
}

/** The switches of a service that was opened with these options: no faults. */
export function initialSwitches(options: SwitchOptions): Switches {
  const { market, tradesPerSecond = USUAL_PACE, limits = true } = options
  const { exposeHeaders = [], headers = {} } = options
  return {
    latency: 0,
    jitter: 0,
    offline: false,
    errorRate: 0,
    errorStatus: 500,
    tradesPerSecond: market?.pace() ?? tradesPerSecond,
    clockOffset: 0,
    limits,
    exposeEtag: exposeHeaders.some(isEtag),
    allowConditional: true,
    corsOn304: true,
    fields: headers,
    cutBody: null,
    redirect: null,
  }
}
