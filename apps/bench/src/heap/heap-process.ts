import { isDeepStrictEqual } from 'node:util'
import type { Heap, HeapTask } from './heap-task.ts'
import { createHolder, type Holder } from './holder.ts'
import { type Kind, storedUrl, textOf } from './stored-url.ts'

/** What the code itself needs is made, and is no part of what is weighed. */
const WARM_UP = { coin: 300, list: 10 } as const

async function fill(holder: Holder, kind: Kind, count: number): Promise<void> {
  for (let number = 0; number < count; number++) await holder.hold(storedUrl(kind, number))
}

/** `external` has the array buffers in it. */
async function heapNow(): Promise<number> {
  for (let pass = 0; pass < 3; pass++) {
    // What finalizers and streams let go of is garbage for the next collection only.
    await new Promise((resolve) => {
      setTimeout(resolve, 10)
    })
    globalThis.gc?.()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function weigh({ holder: name, kind, count, maxBytes }: HeapTask): Promise<Heap> {
  await fill(createHolder(name, maxBytes), kind, WARM_UP[kind])
  const holder = createHolder(name, maxBytes)
  const before = await heapNow()
  await fill(holder, kind, count)
  const bytes = (await heapNow()) - before
  const last = storedUrl(kind, count - 1)
  const isRight = isDeepStrictEqual(await holder.read(last), JSON.parse(textOf(last)))
  let json = 0
  for (let number = 0; number < count; number++) json += textOf(storedUrl(kind, number)).length
  return { bytes, json, isRight, ...(await holder.size()) }
}

process.once('message', (task: HeapTask) => {
  void weigh(task).then((heap) => process.send?.(heap))
})
// Whoever started it may have been killed.
process.once('disconnect', () => process.exit())
