import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { forgetCallers } from './forget-callers.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

class Flight {
  readonly controller = new AbortController()
  reject: (reason: unknown) => void = () => undefined
  readonly promise = new Promise<never>((_, reject) => void (this.reject = reject))

  constructor() {
    this.promise.catch(() => undefined)
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }
}

class Observer {
  abort({ controller }: Flight): void {
    controller.abort()
  }

  cancel({ reject }: Flight): void {
    reject(new Error('cancelled'))
  }
}

function calledOff(flight: Flight, how: 'abort' | 'cancel'): WeakRef<Observer> {
  const observer = new Observer()
  observer[how](flight)
  return new WeakRef(observer)
}

/** Has an observer call the flight off and go. Can it not be collected while the flight is held? */
async function isKeptBy(flight: Flight, how: 'abort' | 'cancel'): Promise<boolean> {
  const observer = calledOff(flight, how)
  await new Promise((resolve) => setImmediate(resolve))
  collectGarbage()
  return observer.deref() !== undefined && flight.promise instanceof Promise
}

describe('A flight', () => {
  it.for(['abort', 'cancel'] as const)(
    'would keep the observer by whose %s it ends, in the unread stack of its error',
    async (how) => {
      expect(await isKeptBy(new Flight(), how)).toBe(true)
    },
  )

  it.for(['abort', 'cancel'] as const)(
    'keeps nobody by whose %s it ends, once that stack is read',
    async (how) => {
      const flight = new Flight()
      forgetCallers(flight, flight.signal)
      expect(await isKeptBy(flight, how)).toBe(false)
      expect(flight.signal.aborted).toBe(how === 'abort')
    },
  )

  it('ends with any reason', () => {
    const flight = new Flight()
    forgetCallers(flight, flight.signal)
    flight.controller.abort('enough')
    expect(flight.signal.reason).toBe('enough')
  })
})
