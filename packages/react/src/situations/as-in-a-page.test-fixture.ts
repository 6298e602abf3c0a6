import { getConfig } from '@testing-library/react'

/**
 * Does something outside of `act`, which would put all renders together, and hold back no fallback.
 * Resolves when React has rendered what came of it.
 */
export function asInAPage<T>(work: () => Promise<T>): Promise<T> {
  return getConfig().asyncWrapper(async () => {
    const result = await work()
    // TanStack tells its observers in another turn.
    for (let turns = 0; turns < 2; turns++) await turn()
    return result
  })
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve)
  })
}
