import type { StoredResponse, StoreReport } from '@etagged/core'
import { connectTo } from './connection.ts'
import { type Fence, fence } from './fence.ts'
import { beginAdoption } from './generation.ts'
import { defaultLimits, type Limits, type Responses, responsesIn } from './responses.ts'

export interface OpenResponses {
  readonly responses: Responses
  readonly within: Fence
  readonly reports: StoreReport[]
  /** As another tab, or a later start, sees the same rows. */
  readonly again: (limits?: Partial<Limits>, epoch?: string) => Responses
}

export async function openResponses(limits: Partial<Limits> = {}): Promise<OpenResponses> {
  const name = crypto.randomUUID()
  const connection = connectTo(name)
  const adoption = await beginAdoption(connection, name)
  await adoption.generation
  const within = fence(connection, adoption)
  const reports: StoreReport[] = []
  const again = (other: Partial<Limits> = {}, epoch = '1'): Responses =>
    responsesIn({
      fence: within,
      epoch,
      limits: { ...defaultLimits, ...other },
      report: (report) => reports.push(report),
    })
  return { responses: again(limits), within, reports, again }
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
