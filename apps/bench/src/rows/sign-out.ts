import { type Chromium, openChromium } from '../browser/open-chromium.ts'
import type { Effort } from '../harness/effort.ts'
import type { Group, Row } from '../harness/group.ts'
import { type Contestant, takeInTurn } from '../harness/in-turn.ts'
import { assertDone } from '../harness/refusal.ts'
import type { Done } from '../page/task.ts'
import type { WiperName } from '../page/wipe.ts'

export const signOut: Row = {
  name: 'sign-out',
  title: 'A sign-out with 10,000 responses stored, in Chromium',
  about:
    'Ten thousand coins are stored, then everything is removed; how long until it is gone? The ' +
    "limit is idb-keyval's `clear` of the texts. Ours ends the generation in the same transaction, " +
    'which is strict. Checked: all rows were there before, and none is there after.',
  async run(effort) {
    const chromium = await openChromium()
    try {
      const group = await wipeAll(chromium, effort)
      return { groups: [group], targets: [], browser: chromium.name() }
    } finally {
      await chromium.close()
    }
  },
}

interface Wipe extends Contestant {
  readonly wiper: WiperName
}

const contestants: readonly Wipe[] = [
  { wiper: 'idb-keyval', name: 'idb-keyval clear', role: 'limit' },
  { wiper: 'etagged', name: 'etagged.signOut with @etagged/idb', role: 'ours' },
]

async function wipeAll(chromium: Chromium, { wipes }: Effort): Promise<Group> {
  const effort = { rounds: wipes, warmUp: false }
  const measured = await takeInTurn(contestants, effort, async ({ wiper, name }) =>
    checkWipe(name, await chromium.run({ kind: 'wipe', wiper })),
  )
  return { subject: '10,000 stored', unit: 'ms', measured }
}

/** The time that the removal took, in ms. @throws Refusal unless all was there, and is gone */
export function checkWipe(name: string, done: Done): number {
  assertDone(done.kind === 'wiped', `${name} did not remove anything, but reports: ${done.kind}`)
  const { before, after, expected, elapsed } = done
  assertDone(before >= expected, `${name} had ${before} rows to remove, not ${expected}`)
  assertDone(after === 0, `${name} left ${after} rows`)
  return elapsed
}
