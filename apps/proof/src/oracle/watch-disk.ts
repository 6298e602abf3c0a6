import type { ResponseStore, StoredResponse } from '@etagged/core'
import type { Commit, OpenStore } from '../world/disk.ts'
import { EVERYONE } from '../world/everyone.ts'
import { NOBODY, type SentBody } from '../world/origin.ts'
import type { World } from '../world/world.ts'
import { createPartitionRecords, type PartitionRecord, raiseFloors } from './partition-records.ts'

export interface DiskWatch {
  partition(name: string): PartitionRecord
  /** Rows went, or writes were refused. */
  trouble(name: string): void
  /** The app was told that the generation could not be ended. */
  leftOpen(name: string): void
  /** The browser ended the generation, and removed all rows. */
  cleared(name: string): void
  /** Checks what must hold once nothing is under way any more. */
  checkAtRest(): void
}

export interface DiskWatchOptions {
  readonly world: World
  readonly violate: (violation: string) => void
  /** Is the session for which this store was made still open in its page? */
  readonly isOpen: (store: OpenStore) => boolean
  /** Do requests have an order that the clock tells? */
  readonly isOrdered: () => boolean
  readonly userOf: (partition: string) => string | undefined
}

/**
 * I1 on disk: a partition holds its own user's bodies. I6: a transaction has its effect only within
 * the generation that its store adopted. I7: a store is opened only while its session lasts, and
 * once all is at rest a generation that a store created whose session is over holds no rows: what
 * was opening when its session ended may leave an empty one. I11: a row holds the body that came
 * with its validator. I18: no row is replaced by one that was asked for earlier.
 */
export function watchDisk({
  world,
  violate,
  isOpen,
  isOrdered,
  userOf,
}: DiskWatchOptions): DiskWatch {
  const { disk, origin, scheduler } = world
  const records = createPartitionRecords()
  const adopted = new Map<OpenStore, number>()
  const latest = new Map<string, SentBody>()

  function checkFence({ store, operation }: Commit, record: PartitionRecord): void {
    if (operation === 'end' || operation === 'isCurrent') return
    if (adopted.get(store) !== record.ends) {
      violate(`I6: ${operation} of ${store.page.name} had its effect after its generation ended`)
    }
  }

  /** A connection that takes a lost one's place must not carry the session into another generation. */
  function checkAdoption(by: OpenStore, { ends, isOpenedBlindly }: PartitionRecord): void {
    // What is everyone's goes on in any generation: there is no session to be carried into another.
    if (by.context.partition === EVERYONE) return
    for (const [store, epoch] of adopted) {
      if (isOpenedBlindly || store.session !== by.session || epoch === ends) continue
      violate(`I6: ${by.page.name} goes on in a generation that began after its own had ended`)
    }
  }

  function checkRow(name: string, stored: StoredResponse, isNewRow: boolean): void {
    const sent = origin.sent(String(stored.body.content))
    if (sent === undefined) return violate(`I11: a row holds what the origin never sent`)
    const { stamp, validator } = sent
    const owner = userOf(name)
    if (owner !== undefined && stamp.user !== owner) {
      violate(`I1: what is ${stamp.user}'s is stored for ${owner}`)
    }
    if (!stored.fields.some(([, value]) => value === validator)) {
      violate(`I11: ${JSON.stringify(stamp)} is stored without ${validator}`)
    }
    if (isNewRow) checkOrder(name, sent)
  }

  function checkOrder(name: string, sent: SentBody): void {
    const slot = `${name} ${sent.stamp.path}`
    const former = latest.get(slot)
    if (isOrdered() && former !== undefined && former.stamp.version > sent.stamp.version) {
      violate(`I18: on disk version ${sent.stamp.version} replaces ${former.stamp.version}`)
    }
    latest.set(slot, sent)
  }

  function forgetOrder(name: string): void {
    for (const slot of latest.keys()) if (slot.startsWith(name)) latest.delete(slot)
  }

  function end(record: PartitionRecord, keep: boolean): void {
    record.ends++
    record.creator = undefined
    record.isKept = keep
    if (keep) return
    record.clearedFrom = scheduler.now
    record.clearedAt = scheduler.now
    record.floors.clear()
  }

  const effects: Partial<
    Record<keyof ResponseStore, (commit: Commit, on: PartitionRecord) => void>
  > = {
    open({ store, created }, record) {
      adopted.set(store, record.ends)
      record.opened.add(store.session)
      checkAdoption(store, record)
      if (created) record.creator = store
    },
    end: ({ argument }, record) => end(record, (argument as { keep: boolean }).keep),
    put({ store, argument, state }) {
      const { key, body } = argument as StoredResponse
      const { partition: name } = store.context
      const row = state.stored.find((stored) => stored.key === key)
      if (row !== undefined) checkRow(name, row, row.body.id === body.id)
    },
    freshen({ store, argument, state }) {
      const { key } = argument as StoredResponse
      const row = state.stored.find((stored) => stored.key === key)
      if (row !== undefined) checkRow(store.context.partition, row, false)
    },
    delete({ store }) {
      forgetOrder(store.context.partition)
    },
    invalidate: ({ argument }, record) => raiseFloors(record, argument, origin),
  }

  disk.onCall = (store, operation) => {
    if (operation !== 'open' || isOpen(store)) return
    violate(`I7: ${store.page.name} opens a partition of a session that has ended`)
  }

  disk.onCommit = (commit) => {
    const { store, operation, state } = commit
    const name = store.context.partition
    const record = records.of(name)
    if (operation !== 'open') checkFence(commit, record)
    effects[operation]?.(commit, record)
    if (state.stored.length === 0) forgetOrder(name)
  }

  /** Is any session open whose store adopted what this partition has now? */
  function isInUse(name: string, { ends }: PartitionRecord): boolean {
    return [...adopted].some(
      ([store, epoch]) => store.context.partition === name && epoch === ends && isOpen(store),
    )
  }

  return {
    partition: (name) => records.of(name),
    trouble(name) {
      records.of(name).inTrouble = true
      forgetOrder(name)
    },
    leftOpen(name) {
      records.of(name).creator = undefined
    },
    cleared(name) {
      end(records.of(name), false)
      forgetOrder(name)
    },
    checkAtRest() {
      for (const [name, record] of records.all) {
        const owner = userOf(name)
        if (owner === undefined || owner === NOBODY || record.creator === undefined) continue
        // A page that died, or was closed, could not end what it had begun.
        if (record.creator.page.dead || isInUse(name, record)) continue
        if (record.isKept || disk.state(name).stored.length === 0) continue
        violate(`I7: ${record.creator.page.name} left ${owner}'s partition open after its end`)
      }
    },
  }
}
