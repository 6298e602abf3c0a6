import type { AttachedDisk, DiskHost } from '../cache/persistence.ts'
import type { StoreFactory } from '../stores/response-store.ts'
import { createChanges } from './changes.ts'
import { guardStore } from './guarded-store.ts'
import { createRefresh } from './refresh.ts'
import { reread } from './reread.ts'
import { tellReport } from './tell-report.ts'

/** The disk of one session, on a store that may fail. */
export function attachDisk(createStore: StoreFactory, host: DiskHost): AttachedDisk {
  const { partition, clock, after, tell, onEnded } = host
  const { name, epoch } = partition
  const changes = createChanges()

  return {
    changes,
    open: () =>
      guardStore({
        make: (report) => createStore({ partition: name, epoch, report }),
        clock,
        after,
        changes,
        onFault: (fault) => tell({ type: 'store-fault', ...fault }),
        onReport: (report) => tellReport(report, tell),
        onEnded,
      }),
    reread: (key) => reread(partition, key, clock),
    refresh: createRefresh(host),
  }
}
