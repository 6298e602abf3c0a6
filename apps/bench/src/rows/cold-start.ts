import { type Chromium, openChromium } from '../browser/open-chromium.ts'
import type { Effort } from '../harness/effort.ts'
import type { Group, Row } from '../harness/group.ts'
import { type Contestant, takeInTurn } from '../harness/in-turn.ts'
import { assertDone } from '../harness/refusal.ts'
import { bodyOf, COINS, coinPath, listPath } from '../origin/bodies.ts'
import type { StarterName } from '../page/starters.ts'
import type { Done } from '../page/task.ts'

export const coldStart: Row = {
  name: 'cold-start',
  title: 'A cold start from IndexedDB, in Chromium',
  about:
    `${COINS} coins and a list of 50 are stored. A page opens, opens the database, and asks for ` +
    'one coin and the list at once; how long until both are there as data? The limit is ' +
    "idb-keyval's `get` of the two texts, and a parse. Every sample is a page load of its own. " +
    'Checked: both equal what was stored, and nobody asked the network.',
  async run(effort) {
    const chromium = await openChromium()
    try {
      const paths = [listPath(50), ...Array.from({ length: COINS }, (_, index) => coinPath(index))]
      await chromium.run({ kind: 'seed', paths })
      const group = await startAll(chromium, effort)
      return { groups: [group], targets: [], browser: chromium.name() }
    } finally {
      await chromium.close()
    }
  },
}

interface Start extends Contestant {
  readonly starter: StarterName
}

const contestants: readonly Start[] = [
  { starter: 'idb-keyval', name: 'idb-keyval get and parse', role: 'limit' },
  { starter: 'etagged', name: 'etagged.peek with @etagged/idb', role: 'ours' },
  { starter: 'query-persister', name: 'TanStack query persister', role: 'peer' },
  { starter: 'persist-query-client', name: 'TanStack persistQueryClient', role: 'peer' },
  { starter: 'all-into-map', name: 'idb-keyval entries into a Map', role: 'peer' },
]

async function startAll(chromium: Chromium, { starts }: Effort): Promise<Group> {
  const list = listPath(50)
  // The first round is for what the browser itself does only once.
  const effort = { rounds: starts, warmUp: true }
  const measured = await takeInTurn(contestants, effort, async ({ starter, name }, round) => {
    const coin = coinPath((round * 37) % COINS)
    const done = await chromium.run({ kind: 'start', starter, coin, list })
    return checkStart(name, done, { coin, list })
  })
  return { subject: `a coin and a list of ${COINS} stored`, unit: 'ms', measured }
}

/** The time that the start took, in ms. @throws Refusal unless it gave what was stored */
export function checkStart(
  name: string,
  done: Done,
  { coin, list }: { readonly coin: string; readonly list: string },
): number {
  assertDone(done.kind === 'started', `${name} did not start, but reports: ${done.kind}`)
  assertDone(done.coin === bodyOf(coin, 0), `${name} found another coin than was stored`)
  assertDone(done.list === bodyOf(list, 0), `${name} found another list than was stored`)
  return done.elapsed
}
