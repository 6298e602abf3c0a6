import type { Persistence } from '@etagged/core'
import { createPersistence } from '@etagged/core/persistence'

/** A disk that never answers, whatever it is asked; or that opens, and then never answers. */
export function stuckStore({ opens = false } = {}): Persistence {
  const never = new Promise<never>(() => {})
  const silence = (): Promise<never> => never
  return createPersistence(() => ({
    open: opens ? () => {} : silence,
    get: silence,
    put: silence,
    freshen: silence,
    invalidate: silence,
    delete: silence,
    keys: silence,
    isCurrent: silence,
    flush: silence,
    size: silence,
    end: silence,
    distrust: () => {},
    close: () => {},
  }))
}
