import * as React from 'react'
import type { TestContext } from 'vitest'

/** React has it from 19.2 on. */
export const hasActivity = 'Activity' in React

/** For a test of what `<Activity>` does. */
export function needsActivity({ skip }: TestContext): void {
  skip(!hasActivity, 'this React has no <Activity>: it came with 19.2')
}
