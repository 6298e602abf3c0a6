import type { Page } from './page.ts'

/** The partition of what is the same for all: no session owns it, and none ends it. */
export const EVERYONE = 'everyone'

/** What stands for a session where a page has none: its whole life. */
export function lifeOf(page: Page): string {
  return `the life of ${page.name}`
}
