import { urlOfKey } from '../rules/cache-key.ts'
import type { StoreReport } from '../stores/response-store.ts'
import type { Tell } from '../cache/journal.ts'

/** Tells in URLs what a store reports in keys. */
export function tellReport(report: Exclude<StoreReport, { type: 'ended' }>, tell: Tell): void {
  switch (report.type) {
    case 'evicted':
      for (const key of report.keys) {
        tell({ type: 'eviction', url: urlOfKey(key), tier: 'disk', because: report.because })
      }
      return
    case 'damaged':
      return tell({ type: 'damage', url: urlOfKey(report.key) })
    case 'reopened':
      return tell({ type: 'reopening' })
  }
}
