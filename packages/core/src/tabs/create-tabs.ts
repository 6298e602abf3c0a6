import type { JoinTabs } from '../cache/other-tabs.ts'
import { defaultTabs } from './browser-tabs.ts'
import { joinTabs } from './join-tabs.ts'
import type { TabsFactory } from './tabs.ts'

/**
 * Joins the tabs of a user, so that a sign-out, a write and an answer in one are known in all. A
 * page whose factory throws is alone.
 *
 * @param join by default the browser's own channels and locks, in windows and workers; elsewhere
 *   nothing, which has no tabs
 * @example
 * createEtagged({ tabs: createTabs() })
 */
export function createTabs(join?: TabsFactory): JoinTabs {
  return (host) => {
    try {
      const tabs = join ?? defaultTabs()
      return tabs && joinTabs(tabs, host)
    } catch {
      // Tabs are for speed: who cannot join them is alone.
      return undefined
    }
  }
}
