type Schedule = (run: () => void, ms: number) => () => void

export interface Throttled {
  (): void
  /** Calls off what is still to come. */
  readonly end: () => void
}

/**
 * Runs at the first call at once, and then once for all calls within `ms`, at the end of them: a
 * busy coin trades several times a second, and the API counts requests.
 */
export function throttle(run: () => void, ms: number, schedule: Schedule): Throttled {
  let isWanted = false
  let callOff: (() => void) | undefined

  function start(): void {
    isWanted = false
    callOff = schedule(() => {
      callOff = undefined
      if (isWanted) start()
    }, ms)
    run()
  }

  function throttled(): void {
    if (callOff === undefined) start()
    else isWanted = true
  }

  return Object.assign(throttled, {
    end() {
      callOff?.()
      callOff = undefined
      isWanted = false
    },
  })
}
