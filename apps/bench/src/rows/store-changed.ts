import { inChromium } from '../browser/in-chromium.ts'
import { ratioOf } from '../harness/compare.ts'
import type { Group, Row, Target } from '../harness/group.ts'
import { assertDone } from '../harness/refusal.ts'
import { targetOf } from '../harness/target.ts'
import type { Done } from '../page/task.ts'

export const storeChanged: Row = {
  name: 'store-changed',
  title: 'Storing 50 changed coins, in Chromium',
  about:
    'Fifty stored coins have changed; how long until the disk has them all? The limit is one ' +
    '`setMany` of idb-keyval, a single transaction of bare texts. The store alone seals each row, and ' +
    'writes within its fence. The line of the client takes in what the limit does not have: 50 ' +
    'answers of a `fetch` that gives them at once, their parse, and the decisions of the cache, until ' +
    'nothing is left to be written. Checked: after each sample the disk has every text of that round.',
  run: (effort) =>
    inChromium(async (chromium) => {
      const done = await chromium.run({ kind: 'save', rounds: 2 * effort.starts })
      const group = checkSaved(done)
      return { groups: [group], targets: targetsOf(group) }
    }),
}

/** @throws Refusal unless the disk had every text each time */
export function checkSaved(done: Done): Group {
  assertDone(done.kind === 'saved', `the page did something else: ${done.kind}`)
  assertDone(done.wrong === 0, `${done.wrong} texts were not on disk, or former ones`)
  return { subject: '50 changed coins', unit: 'ms', measured: done.measured }
}

function targetsOf(group: Group): readonly Target[] {
  const ours = [
    {
      name: '@etagged/idb: put and flush',
      promise: '50 changed coins by the store',
      because:
        'Beside each text it writes the fields, and the journal by which rows are evicted. It is near its bound: in short runs one after the other it was from 1.07 to 1.69.',
    },
    {
      name: 'etagged: 50 answers, until idle',
      promise: '50 changed coins by the client',
      because:
        'Each of the 50 exchanges asks for a lock of its own, so that tabs share requests; 50 locks at once take Chromium 14 to 17 ms by themselves: [0013](decisions/0013-tabs-by-hints-and-locks.md). The rest is fifty answers, parses and decisions.',
    },
  ]
  return ours.map(({ name, promise, because }) =>
    targetOf({
      id: 'T7',
      promise: `${promise}: at most 1.4 of one setMany`,
      figure: ratioOf(group, name, 'idb-keyval: one setMany'),
      bound: { atMost: 1.4 },
      ...(because && { because }),
    }),
  )
}
