import { ApiError, INTERNAL_ERROR } from '../http/errors.ts'
import { json } from '../http/json.ts'
import type { Switches } from './switches.ts'

/** Waits for `ms` milliseconds; rejects as soon as `signal` aborts. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>

/** A random number in [0, 1). */
export type Random = () => number

/** The way to the service: takes its time, and fails. */
export interface Network {
  /** The failure that this request meets before it arrives, if any; after the delay. */
  readonly bring: (request: Request) => Promise<Response | undefined>
  /** The error that this request gets instead of its answer, if any. */
  readonly fail: () => Response | undefined
}

/** The network as the switches have it at each moment. */
export function createNetwork(switches: () => Switches, wait: Wait, random: Random): Network {
  return {
    bring: async ({ signal }) => {
      const { latency, jitter } = switches()
      const ms = latency + jitter * random()
      if (ms > 0 && !(await hasWaited(wait, ms, signal))) return Response.error()
      return switches().offline ? Response.error() : undefined
    },
    fail: () => {
      const { errorRate, errorStatus } = switches()
      return random() < errorRate ? errorAnswer(errorStatus) : undefined
    },
  }
}

async function hasWaited(wait: Wait, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(ms, signal)
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}

function errorAnswer(status: Switches['errorStatus']): Response {
  return json(status === 500 ? INTERNAL_ERROR : new ApiError(status).body, status)
}

/** Waits on the platform's timers. */
export const waitForTimer: Wait = (ms, signal) =>
  new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer)
      reject(new DOMException('Nobody waits for this answer any more', 'AbortError'))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }, ms)
    signal?.addEventListener('abort', leave, { once: true })
    if (signal?.aborted) leave()
  })
