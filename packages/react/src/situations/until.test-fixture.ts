import { configure, waitFor } from '@testing-library/react'

// A slow machine is no reason to fail.
configure({ asyncUtilTimeout: 4000 })

/** Waits for what no change of the document tells. */
export function until(check: () => void): Promise<void> {
  return waitFor(check, { interval: 2 })
}
