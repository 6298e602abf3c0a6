import { type Chromium, openChromium } from '../browser/open-chromium.ts'
import type { Effort } from '../harness/effort.ts'
import type { Group, Row } from '../harness/group.ts'
import { type Contestant, takeInTurn } from '../harness/in-turn.ts'
import { assertDone } from '../harness/refusal.ts'
import { bodyOf, coinPath } from '../origin/bodies.ts'
import type { FirstReaderName } from '../page/first-read.ts'
import type { Done } from '../page/task.ts'

const STORED = 10_000

export const firstRead: Row = {
  name: 'first-read',
  title: 'The first read after a start, with 10,000 responses stored, in Chromium',
  about:
    'Ten thousand coins are stored. A page opens, opens the database, and asks for one of them; ' +
    "how long until its data is there? The limit is idb-keyval's `get` of the text, and a parse. " +
    'The store alone opens its database and reads, with fence, schema and checksum; the client makes ' +
    'itself, signs the user in, joins the other tabs, and judges. ' +
    'Every sample is a page load of its own. Checked: the data equals what was stored, and nobody ' +
    'asked the network.',
  async run(effort) {
    const chromium = await openChromium()
    try {
      await chromium.run({ kind: 'store-many' })
      const group = await readAll(chromium, effort)
      return { groups: [group], browser: chromium.name() }
    } finally {
      await chromium.close()
    }
  },
}

interface Read extends Contestant {
  readonly reader: FirstReaderName
}

const contestants: readonly Read[] = [
  { reader: 'idb-keyval', name: 'idb-keyval get and parse', role: 'limit' },
  { reader: '@etagged/idb', name: '@etagged/idb get and parse', role: 'ours' },
  { reader: 'etagged', name: 'etagged.peek with @etagged/idb', role: 'ours' },
]

async function readAll(chromium: Chromium, { starts }: Effort): Promise<Group> {
  // The first round is for what the browser itself does only once.
  const effort = { rounds: starts, warmUp: true }
  const measured = await takeInTurn(contestants, effort, async ({ reader, name }, round) => {
    const path = coinPath((round * 3571) % STORED)
    return checkFirstRead(name, await chromium.run({ kind: 'first-read', reader, path }), path)
  })
  return { subject: 'a coin of 10,000 stored', unit: 'ms', measured }
}

/** The time that the read took, in ms. @throws Refusal unless it gave what was stored */
export function checkFirstRead(name: string, done: Done, path: string): number {
  assertDone(done.kind === 'first-read', `${name} did not read, but reports: ${done.kind}`)
  assertDone(done.data === bodyOf(path, 0), `${name} found another coin than was stored`)
  return done.elapsed
}
