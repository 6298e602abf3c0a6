import { takeInTurn } from '../harness/in-turn.ts'
import { createFresheners } from './fresheners.ts'
import type { Freshened } from './task.ts'
import { watchWrites } from './watch-writes.ts'

/** What each cache writes when a 304 comes, and how long the disk takes for it. */
export async function freshen(text: string, rounds: number): Promise<Freshened> {
  const watch = watchWrites()
  const fresheners = createFresheners(text)
  const bytes = new Map<string, number[]>()
  for (const one of fresheners) {
    await one.prepare()
    await watch.take()
    bytes.set(one.name, [])
  }
  const times = await takeInTurn(fresheners, { rounds, warmUp: false }, async (one) => {
    const list = await one.freshen()
    const written = await watch.take()
    if (JSON.stringify(list) !== text) throw new Error(`${one.name} gave another list`)
    bytes.get(one.name)?.push(written.bytes)
    return written.elapsed
  })
  watch.stop()
  const caches = []
  for (const one of fresheners) {
    const isKept = JSON.stringify(await one.kept()) === text
    caches.push({ name: one.name, answers: one.answers, isKept })
  }
  const amounts = times.map((one) => ({ ...one, samples: bytes.get(one.name) ?? [] }))
  return { kind: 'freshened', times, bytes: amounts, caches }
}
