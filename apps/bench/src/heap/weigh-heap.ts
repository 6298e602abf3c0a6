import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Refusal } from '../harness/refusal.ts'
import type { Heap, HeapTask } from './heap-task.ts'

const SCRIPT = fileURLToPath(new URL('heap-process.ts', import.meta.url))

/** Does the task in a process of its own, whose heap nobody else has touched. */
export function weighHeap(task: HeapTask): Promise<Heap> {
  const child = fork(SCRIPT, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--expose-gc', '--conditions=@etagged/source'],
  })
  return new Promise((resolve, reject) => {
    child.once('message', (heap) => {
      resolve(heap as Heap)
      child.disconnect()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Refusal(`${task.holder} ended before it was weighed`)))
    child.send(task)
  })
}
