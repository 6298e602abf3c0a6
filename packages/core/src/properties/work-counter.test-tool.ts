import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Counted } from './count-work.test-worker.ts'

export interface WorkCounter {
  /** How much work it is to do this with the text: blocks of http/ that run, and characters. */
  workOf(name: Counted, text: string): Promise<number>
  close(): Promise<unknown>
}

/**
 * Counts in a thread of its own: V8 counts the blocks of what it compiles from then on. What other tests
 * have run often before is optimised, and calls in it are not counted any more.
 */
export function openWorkCounter(): WorkCounter {
  const worker = new Worker(new URL('count-work.test-worker.ts', import.meta.url))
  return {
    async workOf(name, text) {
      const answered = once(worker, 'message')
      worker.postMessage([name, text])
      const [work] = (await answered) as [number]
      return work
    },
    close: () => worker.terminate(),
  }
}
