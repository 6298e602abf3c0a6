import { inChromium } from '../browser/in-chromium.ts'
import type { Chromium } from '../browser/open-chromium.ts'
import { ratioOf } from '../harness/compare.ts'
import type { Effort } from '../harness/effort.ts'
import type { Group, Row, Target } from '../harness/group.ts'
import { type Contestant, takeInTurn } from '../harness/in-turn.ts'
import { assertDone } from '../harness/refusal.ts'
import { targetOf } from '../harness/target.ts'
import type { Done } from '../page/task.ts'
import type { WiperName } from '../page/wipe.ts'

export const signOut: Row = {
  name: 'sign-out',
  title: 'A sign-out with 10,000 responses stored, in Chromium',
  about:
    'Ten thousand coins are stored, then everything is removed; how long until it is gone? The ' +
    "limit is idb-keyval's `clear` of the texts. Ours ends the generation as well, and that is " +
    'strict. Then the same while another page holds the database open and does not close when it is ' +
    'to be deleted, so that a deletion would wait for ever. Checked: all responses were there before, and ' +
    'no row is there after, by the other page, too.',
  run: (effort) =>
    inChromium(async (chromium) => {
      const free = await wipeAll(chromium, effort, false)
      const held = await wipeAll(chromium, effort, true)
      return { groups: [free, held], targets: targetsOf(free, held) }
    }),
}

interface Wipe extends Contestant {
  readonly wiper: WiperName
}

const LIMIT = 'idb-keyval clear'

const OURS = 'etagged.signOut with @etagged/idb'

const contestants: readonly Wipe[] = [
  { wiper: 'idb-keyval', name: LIMIT, role: 'limit' },
  { wiper: 'etagged', name: OURS, role: 'ours' },
]

async function wipeAll(chromium: Chromium, { wipes }: Effort, isHeld: boolean): Promise<Group> {
  const effort = { rounds: wipes, warmUp: false }
  const measured = await takeInTurn(contestants, effort, async ({ wiper, name }) =>
    checkWipe(name, await chromium.run({ kind: 'wipe', wiper, isHeld }), isHeld),
  )
  const subject = isHeld ? '10,000 stored, held by another page' : '10,000 stored'
  return { subject, unit: 'ms', measured }
}

/** The time that the removal took, in ms. @throws Refusal unless all was there, and is gone */
export function checkWipe(name: string, done: Done, isHeld: boolean): number {
  assertDone(done.kind === 'wiped', `${name} did not remove anything, but reports: ${done.kind}`)
  const { before, after, expected, elapsed } = done
  assertDone(done.isHeld === isHeld, `${name} had what is held by another page: ${done.isHeld}`)
  assertDone(before === expected, `${name} had ${before} responses to remove, not ${expected}`)
  assertDone(after === 0, `${name} left ${after} rows`)
  return elapsed
}

function targetsOf(free: Group, held: Group): readonly Target[] {
  return [
    targetOf({
      id: 'T8',
      promise: 'A sign-out with 10,000 stored: at most 0.3 of clear()',
      figure: ratioOf(free, OURS, LIMIT),
      bound: { atMost: 0.3 },
      because:
        'A page cannot know that nobody else has the database open, and a deletion that is blocked leaves rows that nobody can clear any more: [0029](decisions/0029-rows-are-cleared-not-dropped.md).',
    }),
    targetOf({
      id: 'T8',
      promise: 'A sign-out while another page holds the database: at most 1.3 of clear()',
      figure: ratioOf(held, OURS, LIMIT),
      bound: { atMost: 1.3 },
      because:
        'Beside the texts that `clear` removes there are 1.9 MB of fields and 1.6 MB of the journal by which rows are evicted, and the commit is strict: [0029](decisions/0029-rows-are-cleared-not-dropped.md).',
    }),
  ]
}
