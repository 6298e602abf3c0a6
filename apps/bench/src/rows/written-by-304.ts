import { inChromium } from '../browser/in-chromium.ts'
import { medianOf } from '../harness/compare.ts'
import type { Group, Row, Target } from '../harness/group.ts'
import { assertDone } from '../harness/refusal.ts'
import { kilobytes, milliseconds, targetOf } from '../harness/target.ts'
import { listPath } from '../origin/bodies.ts'
import type { Done, Freshened } from '../page/task.ts'

const OURS = 'etagged with @etagged/idb'

const LIMIT = "the 304's fields in a row, by idb-keyval"

export const writtenBy304: Row = {
  name: 'written-by-304',
  title: 'What a 304 writes to disk, in Chromium',
  about:
    'A list of 50 is on disk, and a `fetch` that answers at once says that nothing changed. How many ' +
    'bytes are put into IndexedDB, and how long does their transaction take? The limit writes what ' +
    'the 304 says, in a row of its own. Bytes are those of the JSON of keys and values that every ' +
    '`put` was given; the time is from when the transaction is asked for to its end, so that what it ' +
    'waits for and reads before its first `put` counts. Checked: a 304 ' +
    'for every run but the first, each of which wrote something, and the disk still has the list.',
  run: (effort) =>
    inChromium(async (chromium) => {
      const rounds = 3 * effort.starts
      const done = await chromium.run({ kind: 'freshen', list: listPath(50), rounds })
      return outcomeOf(checkFreshened(done, rounds))
    }),
}

/** @throws Refusal unless each 304 was one, wrote something, and left the list as it was */
export function checkFreshened(done: Done, rounds: number): Freshened {
  assertDone(done.kind === 'freshened', `the page did something else: ${done.kind}`)
  for (const { name, answers, isKept } of done.caches) {
    const { ok, notModified } = answers
    assertDone(
      ok === 1 && notModified === rounds,
      `${name} ran ${rounds} times, and was answered ${ok} × in full, ${notModified} × by 304`,
    )
    assertDone(isKept, `${name} has no list on disk any more, or another one`)
  }
  for (const { name, samples } of done.bytes) {
    const isWritten = samples.length === rounds && samples.every((bytes) => bytes > 0)
    assertDone(isWritten, `${name} did not write something for each 304`)
  }
  return done
}

function outcomeOf({ bytes, times }: Freshened): {
  readonly groups: readonly Group[]
  readonly targets: readonly Target[]
} {
  const written: Group = { subject: 'a 304 of a list of 50', unit: 'bytes', measured: bytes }
  const spent: Group = { subject: 'its write', unit: 'ms', measured: times }
  return {
    groups: [written, spent],
    targets: [
      targetOf({
        id: 'T6',
        promise: 'Bytes on disk by a 304: at most 1 kB',
        figure: medianOf(written, OURS),
        bound: { atMost: 1000 },
        format: kilobytes,
      }),
      targetOf({
        id: 'T6',
        promise: 'The write of a 304: at most 0.5 ms',
        figure: medianOf(spent, OURS),
        bound: { atMost: 0.5 },
        format: milliseconds,
        because: `A single row takes idb-keyval ${milliseconds(medianOf(spent, LIMIT))} here; a 304 puts a row of the journal, too, by whose instants a late, older answer is refused (I18).`,
      }),
    ],
  }
}
