import { configure, getConfig } from '@testing-library/react'

// A slow machine is no reason to fail.
configure({ asyncUtilTimeout: 4000 })

const MOST_TURNS = 1000

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

/** Waits for what needs some turns of the event loop, with whatever clock the page has. */
export function until(happened: () => boolean): Promise<void> {
  return asInAPage(async () => {
    for (let turns = 0; !happened(); turns++) {
      if (turns === MOST_TURNS) throw new Error(`It never came that ${String(happened)}`)
      await turn()
    }
  })
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve)
  })
}
