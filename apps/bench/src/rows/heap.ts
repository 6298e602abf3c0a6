import type { Measured, Role } from '../harness/candidate.ts'
import { groupOn, medianOf } from '../harness/compare.ts'
import type { Effort } from '../harness/effort.ts'
import type { Group, Row, Target } from '../harness/group.ts'
import { assertDone } from '../harness/refusal.ts'
import { kilobytes, ratio, targetOf } from '../harness/target.ts'
import type { Heap, HeapTask } from '../heap/heap-task.ts'
import type { HolderName } from '../heap/holder.ts'
import { weighHeap } from '../heap/weigh-heap.ts'

const COIN = 'each coin stored'

const FULL = 'filled beyond 8 MiB'

const MOST = 8 * 2 ** 20

/** Nothing has to make room. */
const ROOM = 2 ** 30

export const heap: Row = {
  name: 'heap',
  title: 'Memory of what is stored',
  about:
    'Coins, and then lists, are kept in a process of its own; what do its heap and the buffers ' +
    'beside it grow by for each? The limit is a Map to the parsed data alone. Then a client whose ' +
    '`memory.maxBytes` is 8 MiB is given at least half as much again. Checked: as many are kept as were ' +
    'given, or fewer where there is no room, and the last one can be read and equals what was sent.',
  async run(effort) {
    const groups = [
      await weighEach(COIN, 'coin', effort),
      await weighEach('each list of 50 stored', 'list', effort),
      await fill(effort),
    ]
    return { groups, targets: targetsOf(groups) }
  },
}

interface Keeper {
  readonly name: string
  readonly role: Role
  readonly holder: HolderName
}

const keepers: readonly Keeper[] = [
  { name: 'parsed data alone', role: 'limit', holder: 'parsed' },
  { name: 'etagged.json', role: 'ours', holder: 'etagged.json' },
  { name: 'etagged.fetch', role: 'ours', holder: 'etagged.fetch' },
  { name: 'text alone', role: 'peer', holder: 'text' },
  { name: 'parsed data and text', role: 'peer', holder: 'parsed and text' },
  { name: 'a Response', role: 'peer', holder: 'Response' },
]

async function weighEach(
  subject: string,
  kind: HeapTask['kind'],
  { processes, held }: Effort,
): Promise<Group> {
  const count = held[kind]
  const measured: Measured[] = []
  for (const { name, role, holder } of keepers) {
    const heaps = await weighInEach(processes, { holder, kind, count, maxBytes: ROOM })
    for (const one of heaps) checkHeap(name, one, (entries) => entries === count)
    const [first] = heaps
    const samples = heaps.map(({ bytes }) => bytes / count)
    const told = (bytes: number | undefined): string =>
      bytes === undefined ? '' : kilobytes(bytes / count)
    const counted = { JSON: told(first?.json), 'own estimate': told(first?.estimate) }
    measured.push({ name, role, samples, runs: heaps.length, counted })
  }
  return { subject, unit: 'bytes', measured }
}

const fillings: readonly Pick<HeapTask, 'holder' | 'kind' | 'count'>[] = [
  { holder: 'etagged.json', kind: 'coin', count: 3000 },
  { holder: 'etagged.fetch', kind: 'coin', count: 6000 },
  { holder: 'etagged.json', kind: 'list', count: 80 },
  { holder: 'etagged.fetch', kind: 'list', count: 160 },
]

async function fill({ name: effort, processes }: Effort): Promise<Group> {
  const samples = Array.from({ length: processes }, () => MOST)
  const measured: Measured[] = [
    { name: 'memory.maxBytes', role: 'limit', samples, runs: processes },
  ]
  const some = fillings.filter(({ holder }) => effort === 'full' || holder === 'etagged.json')
  for (const filling of some) {
    const name = `${filling.kind}s, ${filling.holder}`
    const heaps = await weighInEach(processes, { ...filling, maxBytes: MOST })
    for (const one of heaps) checkHeap(name, one, (entries) => entries < filling.count)
    const counted = { kept: `${heaps[0]?.entries ?? 0} of ${filling.count}` }
    const held = heaps.map(({ bytes }) => bytes)
    measured.push({ name, role: 'ours', samples: held, runs: heaps.length, counted })
  }
  return { subject: FULL, unit: 'bytes', measured }
}

async function weighInEach(processes: number, task: HeapTask): Promise<readonly Heap[]> {
  const heaps: Heap[] = []
  for (let process = 0; process < processes; process++) heaps.push(await weighHeap(task))
  return heaps
}

/** @throws Refusal unless as many are kept as should be, and they are what was sent */
export function checkHeap(
  name: string,
  { bytes, entries, isRight }: Heap,
  isAsMany: (entries: number) => boolean,
): void {
  assertDone(entries > 0 && isAsMany(entries), `${name} keeps ${entries}`)
  assertDone(isRight, `${name} does not give what it was given last`)
  assertDone(bytes > 0, `${name} keeps ${entries} in ${bytes} bytes`)
}

export function targetsOf(groups: readonly Group[]): readonly Target[] {
  const coin = groupOn(groups, COIN)
  const full = groupOn(groups, FULL)
  const ours = medianOf(coin, 'etagged.json')
  const bare = medianOf(coin, 'parsed data and text')
  const shares = full.measured
    .filter(({ role }) => role === 'ours')
    .map(({ name }) => ({ name, share: medianOf(full, name) / MOST }))
  const deviations = shares.map(({ share }) => Math.abs(share - 1))
  return [
    targetOf({
      id: 'T12',
      promise: 'Memory for each stored coin that was read as data: at most 2.6 kB',
      figure: ours,
      bound: { atMost: 2600 },
      format: kilobytes,
      because: `Text and data without anything else are ${kilobytes(bare)}; the text is for who reads by \`fetch\`, and for the disk. The other ${kilobytes(ours - bare)} are fields, instants and keys.`,
    }),
    targetOf({
      id: 'T12',
      promise: 'What a full memory holds: within a tenth of `memory.maxBytes`',
      figure: Math.max(...deviations),
      bound: { atMost: 0.1 },
      format: () => shares.map(({ share }) => ratio(share)).join(', '),
      because: `The estimate by which memory makes room is the text, as much again for data that was read, the fields, and 1 kB. Held of the limit: ${shares.map(({ name, share }) => `${name}: ${ratio(share)}`).join('; ')}.`,
    }),
  ]
}
