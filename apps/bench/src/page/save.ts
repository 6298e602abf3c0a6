import { takeInTurn } from '../harness/in-turn.ts'
import { bodyOf, coinPath } from '../origin/bodies.ts'
import { createSavers, type Text } from './savers.ts'
import type { Saved } from './task.ts'

const CHANGED = 50

/** How long it takes to store fifty coins, each time changed, and whether the disk has them. */
export async function save(rounds: number): Promise<Saved> {
  const savers = createSavers()
  let wrong = 0
  // A round before the first stores what the others change.
  const measured = await takeInTurn(savers, { rounds, warmUp: true }, async (saver, round) => {
    const texts = textsOf(round + 1)
    const start = performance.now()
    await saver.save(texts)
    const elapsed = performance.now() - start
    const kept = await saver.kept(texts.map(([path]) => path))
    wrong += texts.filter(([, text], index) => kept[index] !== text).length
    return elapsed
  })
  return { kind: 'saved', measured, wrong }
}

function textsOf(version: number): readonly Text[] {
  return Array.from({ length: CHANGED }, (_, index) => {
    const path = coinPath(index)
    return [path, bodyOf(path, version) ?? '']
  })
}
