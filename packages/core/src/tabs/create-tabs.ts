import type { OtherTabs } from '../cache/other-tabs.ts'
import { UsageError } from '../errors.ts'
import { defaultTabs } from './browser-tabs.ts'
import { joinTabs } from './join-tabs.ts'
import type { TabsFactory } from './tabs.ts'

/**
 * Joins the tabs of a user, so that a sign-out, a write and an answer in one are known in all. A
 * page whose factory throws is alone.
 *
 * @param factory by default the browser's own channels and locks, in windows and workers; elsewhere
 *   nothing, since a server has no tabs
 * @throws UsageError for a factory that is no function
 * @example
 * createEtagged({ tabs: createTabs() })
 */
export function createTabs(factory?: TabsFactory): OtherTabs {
  if (factory !== undefined && typeof factory !== 'function') {
    throw new UsageError(
      'createTabs takes a function that joins the tabs of a partition, or nothing',
    )
  }
  return {
    join(host) {
      try {
        const tabs = factory ?? defaultTabs()
        return tabs && joinTabs(tabs, host)
      } catch {
        // Tabs are for speed: who cannot join them is alone.
        return undefined
      }
    },
  }
}
