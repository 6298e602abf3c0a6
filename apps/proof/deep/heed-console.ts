import type { Page } from '@playwright/test'

/** What a page complains of from now on: errors on its console, and those that nobody caught. */
export function heedConsole(page: Page): readonly string[] {
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(String(error)))
  return errors
}
