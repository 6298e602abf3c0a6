import type { StoredResponse, StoreReport } from '@etagged/core'
import type { UseStore } from 'idb-keyval'
import { connectTo } from './connection.ts'
import { type Fence, fence } from './fence.ts'
import { defaultLimits, type Limits, type Responses, responsesIn } from './responses.ts'

export interface OpenResponses {
  readonly responses: Responses
  readonly within: Fence
  /** The rows beneath, by idb-keyval's verbs. */
  readonly use: UseStore
  readonly reports: StoreReport[]
  /** As another tab, or a later start, sees the same rows. */
  readonly again: (limits?: Partial<Limits>, epoch?: string) => Responses
}

export async function openResponses(limits: Partial<Limits> = {}): Promise<OpenResponses> {
  const name = crypto.randomUUID()
  const connection = connectTo(name)
  const within = fence(connection, name)
  const reports: StoreReport[] = []
  const again = (other: Partial<Limits> = {}, epoch = '1'): Responses =>
    responsesIn({
      fence: within,
      epoch,
      limits: { ...defaultLimits, ...other },
      report: (report) => reports.push(report),
    })
  const use: UseStore = async (mode, callback) => {
    const transaction = await connection.begin({ missing: 'leave', mode, durability: 'relaxed' })
    if (transaction === undefined) throw new Error('no transaction')
    return callback(transaction.objectStore('responses'))
  }
  within.open()
  await within.isCurrent()
  return { responses: again(limits), within, use, reports, again }
}

/** Puts without waiting for company. */
export async function putNow(
  responses: Responses,
  ...all: readonly StoredResponse[]
): Promise<readonly boolean[]> {
  const putting = Promise.all(all.map((stored) => responses.put(stored)))
  void responses.flush()
  return putting
}
