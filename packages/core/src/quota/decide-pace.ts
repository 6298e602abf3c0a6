import type { Seconds } from '../rules/stored-response.ts'
import { isBudget } from './decide-knowledge.ts'
import { type Standing, unitsFor } from './decide-turn.ts'

/**
 * Seconds between requests by which what refreshes may take lasts to the window's end; if nothing is
 * left of it, the seconds until then. 0: there is no limit, as far as is known.
 */
export function paceFor(standing: Standing, now: Seconds): Seconds {
  const { known } = standing
  if (!isBudget(known)) return 0
  return (known.resetAt - now) / Math.max(1, unitsFor('visible', known, standing, now))
}
