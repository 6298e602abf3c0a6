import type { Admit } from '../operations/mount-operations.ts'
import type { Limiter } from './limiter.ts'
import { LimitError, quotaFields } from './quota-fields.ts'

/**
 * Counts requests per client address and route, for operations that have a limit. The count runs
 * before anything is answered, so errors and 304s cost as much as a 200.
 */
export function admitWithin(limiter: Limiter, isOn: () => boolean): Admit {
  return ({ operationId, limit }, context) => {
    if (limit === undefined || !isOn()) return
    const quota = limiter.count(`${operationId} ${context.env.address}`, limit)
    context.set('fields', quotaFields(quota))
    if (quota.isExceeded) throw new LimitError()
  }
}
