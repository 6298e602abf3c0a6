import { environmentManager } from '@tanstack/react-query'
import { afterEach, beforeEach } from 'vitest'

/** The tests of the file are in a page: without a window TanStack takes the program for a server. */
export function inAPage(): void {
  beforeEach(() => environmentManager.setIsServer(() => false))
  afterEach(() => environmentManager.setIsServer(() => typeof window === 'undefined'))
}
