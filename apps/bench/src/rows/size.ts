import type { Measured, Role } from '../harness/candidate.ts'
import { medianOf } from '../harness/compare.ts'
import type { Group, Row, Target } from '../harness/group.ts'
import { assertDone } from '../harness/refusal.ts'
import { kilobytes, targetOf } from '../harness/target.ts'
import { all, core, idb, others, react, reactWhole, type Weighed } from '../peers/pages.ts'

const AIMS = { core: 8000, idb: 4000, react: 4000 } as const

export const size: Row = {
  name: 'size',
  title: 'What a page downloads',
  about:
    'What a page imports is built by Vite for production and gzipped; React is there already. The ' +
    'peers do other things, and mostly fewer: each is named with what an app has to import of it. ' +
    'The limit is what core was to weigh. Checked: every bundle has code in it.',
  async run() {
    const group = await weighAll()
    return { groups: [group], targets: targetsOf(group) }
  },
}

async function weighAll(): Promise<Group> {
  const measured: Measured[] = [
    { name: 'aim for core', role: 'limit', samples: [AIMS.core], runs: 1 },
  ]
  for (const page of [core, idb, react, reactWhole, all]) measured.push(await weigh(page, 'ours'))
  for (const page of others) measured.push(await weigh(page, 'peer'))
  return { subject: 'minified and gzipped', unit: 'bytes', measured }
}

/** @throws Refusal when the bundle has next to nothing in it */
export async function weigh({ name, weigh: bytesOf }: Weighed, role: Role): Promise<Measured> {
  const bytes = await bytesOf()
  // An empty module is 20 bytes, gzipped.
  assertDone(bytes > 500, `the bundle of ${name} is of ${bytes} bytes`)
  return { name, role, samples: [bytes], runs: 1 }
}

function targetsOf(group: Group): readonly Target[] {
  const target = ({ name }: Weighed, atMost: number, because: string): Target =>
    targetOf({
      id: 'T11',
      promise: `${name}, gzipped: at most ${atMost / 1000} kB`,
      figure: medianOf(group, name),
      bound: { atMost },
      format: kilobytes,
      because,
    })
  return [
    target(
      core,
      AIMS.core,
      'The decisions of RFC 9110 and 9111 alone weigh 6.6 kB, and `fetch` without all else twice the aim: [0019](decisions/0019-what-core-weighs.md).',
    ),
    target(
      idb,
      AIMS.idb,
      'Each promise that the store keeps was taken out in turn, and what was left still weighed 3.7 kB: [0022](decisions/0022-what-the-store-weighs.md).',
    ),
    target(
      react,
      AIMS.react,
      'It would have to leave out what shows writes, streams and other tabs, and what waits for a rate limit: [0027](decisions/0027-what-react-weighs.md).',
    ),
  ]
}
