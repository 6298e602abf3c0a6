import { inChromium } from '../browser/in-chromium.ts'
import type { Chromium } from '../browser/open-chromium.ts'
import type { Effort } from '../harness/effort.ts'
import type { Group, Row } from '../harness/group.ts'
import { type Contestant, takeInTurn } from '../harness/in-turn.ts'
import { assertDone } from '../harness/refusal.ts'
import { bodyOf, coinPath } from '../origin/bodies.ts'
import type { Asking, FirstReaderName } from '../page/first-read.ts'
import type { Done } from '../page/task.ts'

const STORED = 10_000

export const firstRead: Row = {
  name: 'first-read',
  title: 'The first read after a start, with 10,000 responses stored, in Chromium',
  about:
    'Ten thousand coins are stored. A page opens and asks for one of them; how long until its data ' +
    "is there? The limit is idb-keyval's `get` of the text, and a parse; it opens its database when " +
    'it is asked. The store alone opens its database and reads, with fence, schema and checksum; ' +
    'the client makes itself, signs the user in, joins the other tabs, and judges. In one step: the ' +
    'clock runs from when the first of that begins, so that all of it counts. Once the page is ' +
    'drawn: as apps do, the store and the client are made, and the user is signed in, at the start ' +
    'of the page; the clock runs from the question, two frames later. There the limit is an ' +
    'idb-keyval whose database another `get` has opened at the start of the page, too; the last ' +
    'line, for comparison, is one that opens its database when it is asked. ' +
    'Every sample is a page load of its own. Checked: the data equals what was stored, and nobody ' +
    'asked the network.',
  run: (effort) =>
    inChromium(async (chromium) => {
      await chromium.run({ kind: 'store-many' })
      const groups: Group[] = []
      for (const moment of moments) groups.push(await readAll(chromium, effort, moment))
      return { groups, targets: [] }
    }),
}

interface Read extends Contestant {
  readonly reader: FirstReaderName
}

const ours: readonly Read[] = [
  { reader: '@etagged/idb', name: '@etagged/idb get and parse', role: 'ours' },
  { reader: 'etagged', name: 'etagged.peek with @etagged/idb', role: 'ours' },
]

/** It opens its database when it is asked. */
const openedWhenAsked = { reader: 'idb-keyval', name: 'idb-keyval get and parse' } as const

/** As ours does where a page is drawn first. */
const openedBefore = {
  reader: 'idb-keyval, opened before',
  name: 'idb-keyval, opened at the start',
} as const

interface Moment {
  readonly asking: Asking
  readonly subject: string
  readonly contestants: readonly Read[]
}

export const moments: readonly Moment[] = [
  {
    asking: 'in one step',
    subject: 'made and asked in one step',
    contestants: [{ ...openedWhenAsked, role: 'limit' }, ...ours],
  },
  {
    asking: 'once drawn',
    subject: 'asked once the page is drawn',
    contestants: [
      { ...openedBefore, role: 'limit' },
      ...ours,
      { ...openedWhenAsked, role: 'scale' },
    ],
  },
]

async function readAll(chromium: Chromium, { starts }: Effort, moment: Moment): Promise<Group> {
  const { asking, subject } = moment
  // The first round is for what the browser itself does only once.
  const effort = { rounds: starts, warmUp: true }
  const sample = async ({ reader, name }: Read, round: number): Promise<number> => {
    const path = coinPath((round * 3571) % STORED)
    const done = await chromium.run({ kind: 'first-read', reader, path, asking })
    return checkFirstRead(name, done, path)
  }
  const measured = await takeInTurn(moment.contestants, effort, sample)
  return { subject, unit: 'ms', measured }
}

/** The time that the read took, in ms. @throws Refusal unless it gave what was stored */
export function checkFirstRead(name: string, done: Done, path: string): number {
  assertDone(done.kind === 'first-read', `${name} did not read, but reports: ${done.kind}`)
  assertDone(done.data === bodyOf(path, 0), `${name} found another coin than was stored`)
  return done.elapsed
}
