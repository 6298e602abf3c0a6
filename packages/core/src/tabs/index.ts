/**
 * Joins the tabs of a user, for a client without a store.
 *
 * @module
 */
export type { OtherTabs } from '../cache/other-tabs.ts'
export { createTabs } from './create-tabs.ts'
export type { HoldOptions, Tabs, TabsContext, TabsFactory, Waking } from './tabs.ts'
