import type { Clock } from '../clock.ts'
import { type Heard, openTabLink, type TabLink } from './tabs/tab-link.ts'
import type { TabsFactory } from './tabs/tabs.ts'

interface JoinTabsOptions {
  readonly tabs: TabsFactory | undefined
  readonly partition: string
  readonly clock: Clock
  readonly heard: Heard
}

/** Joins the tabs of a partition. Tabs are for speed: who cannot join them is alone. */
export function joinTabs({ tabs, ...options }: JoinTabsOptions): TabLink | undefined {
  try {
    return tabs && openTabLink({ ...options, tabs })
  } catch {
    return undefined
  }
}
