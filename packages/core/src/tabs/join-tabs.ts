import { forgetAll } from '../cache/forget-all.ts'
import type { TabHost, TabLink } from '../cache/other-tabs.ts'
import { doubtRemoved } from './doubt-removed.ts'
import { hearTabs } from './hear-tabs.ts'
import { openTabLink } from './tab-link.ts'
import type { TabsFactory } from './tabs.ts'
import { createVerification } from './verification.ts'

/** Joins the same session in other tabs: tells them, hears them, and wakes with them. */
export function joinTabs(tabs: TabsFactory, host: TabHost): TabLink {
  const { partition, began, clock, pending, disk, changes, tell } = host
  const { onEnded, isOwnEnd, onVerifying } = host
  const { name, memory } = partition

  const verification = createVerification({
    began,
    disk,
    onEnded,
    onUnsure: () => forgetAll(partition, changes, tell),
    onSlept() {
      partition.refresh(memory.keys())
      pending.track(doubtRemoved(partition, tell))
    },
    isOwnEnd,
    onVerifying,
  })
  const heard = hearTabs({ partition, clock, changes, verification, tell })
  const link = openTabLink({ tabs, partition: name, clock, heard })

  return {
    ...link,
    get verification() {
      return verification.underWay
    },
  }
}
