import * as React from 'react'
import type { TestContext } from 'vitest'

/** For a test of what `<Activity>` does. */
export function needsActivity({ skip }: TestContext): void {
  skip(!('Activity' in React), 'this React has no <Activity>: it came with 19.2')
}
