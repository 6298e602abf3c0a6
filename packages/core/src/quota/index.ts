/**
 * Heeds the rate limits that origins tell of.
 *
 * @module
 */
export type { Quota, QuotaBucket, Turn, Urgency } from '../cache/quota.ts'
export type { HoldOptions, Tabs, TabsContext, TabsFactory, Waking } from '../tabs/tabs.ts'
export { createQuota, type QuotaOptions } from './create-quota.ts'
