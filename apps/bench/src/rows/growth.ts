import { createEtagged } from '@etagged/core'
import { isDeepStrictEqual } from 'node:util'
import type { Role } from '../harness/candidate.ts'
import type { Effort } from '../harness/effort.ts'
import type { Group, Row, Target } from '../harness/group.ts'
import { growthOf, withError } from '../harness/growth.ts'
import { interleave } from '../harness/interleave.ts'
import { targetOf } from '../harness/target.ts'
import { bodyOf, coinPath, weigh } from '../origin/bodies.ts'
import { openOrigin, type Origin, type Port } from '../origin/open-origin.ts'
import type { Reader } from '../peers/reader.ts'
import { checkHits } from './fresh-hit.ts'
import { checkValidations } from './not-modified.ts'

const SIZES: readonly number[] = [10, 100, 1000, 10_000]

/** How many are read, in turn, whatever is stored beside them. */
const READ = 10

export const growth: Row = {
  name: 'growth',
  title: 'Growth with the number of stored responses',
  about:
    `From ${SIZES[0]} to 10,000 coins (in short runs 1000) are stored in memory, and ${READ} of them, spread over all, ` +
    'are read in turn: the same work beside more and more that nobody asks for. The limit is the ' +
    'smallest number, of the same client. The growth for each decade is fitted to the times of each ' +
    'round by itself, by least squares; told are its median and, in brackets, the standard error of ' +
    'that: 1.86 times half the width of its middle half, divided by the root of the number of rounds. ' +
    'All coins in turn would measure the caches of the processor as well. Checked: the ' +
    "origin's log shows a 200 for each coin and, if stale, a 304 for each run, and the data equals " +
    'what it sent.',
  async run(effort) {
    const origin = openOrigin()
    try {
      const groups: Group[] = []
      for (const course of courses) groups.push(await runCourse(origin, course, effort))
      return { groups, targets: targetsOf(groups) }
    } finally {
      origin.close()
    }
  },
}

interface Course {
  readonly subject: string
  readonly promise: string
  readonly cacheControl: string
}

const courses: readonly Course[] = [
  {
    subject: 'a fresh hit, etagged.json',
    promise: 'A fresh hit grows by less than 5 % with ten times as many stored',
    cacheControl: 'max-age=3600',
  },
  {
    subject: 'a 304, etagged.json',
    promise: 'A 304 grows by less than 5 % with ten times as many stored',
    cacheControl: 'max-age=0',
  },
]

/** Ours, with room for all. */
function createRoomyReader(): Reader {
  const client = createEtagged({ memory: { maxBytes: 2 ** 30 } })
  return {
    async read(url) {
      const { data } = await client.json(url)
      return data
    },
  }
}

interface Filled {
  readonly size: number
  readonly reader: Reader
  readonly port: Port
}

async function runCourse(origin: Origin, course: Course, effort: Effort): Promise<Group> {
  const { subject, cacheControl } = course
  const filled: Filled[] = []
  for (const size of SIZES.filter((one) => one <= effort.mostStored)) {
    filled.push(await fill(size, createRoomyReader(), await origin.listen(cacheControl)))
  }
  const asked: Asked = { expected: undefined }
  const measured = await interleave({
    candidates: filled.map((one) => candidateOf(one, asked)),
    effort,
    weigh,
    isRight: (data) => isDeepStrictEqual(data, asked.expected),
  })
  for (const [index, { size, port }] of filled.entries()) {
    const name = `${subject}, ${size} stored`
    const log = await port.log()
    if (cacheControl === 'max-age=0') {
      const runs = measured[index]?.runs ?? 0
      // All but one of the first answers, of which each is a 200, are none of the runs.
      checkValidations(name, 'ours', { ...log, ok: log.ok - size + 1 }, runs + 1)
    } else checkHits(name, log, size)
  }
  return { subject, unit: 'ms', measured }
}

async function fill(size: number, reader: Reader, port: Port): Promise<Filled> {
  // A few at a time, so that the origin is not left waiting.
  const next = Array.from({ length: size }, (_, index) => index).values()
  const work = async (): Promise<void> => {
    for (const index of next) await reader.read(port.url + coinPath(index))
  }
  await Promise.all(Array.from({ length: 8 }, work))
  return { size, reader, port }
}

/** What the last run has to give. */
interface Asked {
  expected: unknown
}

function candidateOf({ size, reader, port }: Filled, asked: Asked) {
  const coins = Array.from({ length: READ }, (_, index) => {
    const path = coinPath((index * size) / READ)
    return { url: port.url + path, expected: JSON.parse(bodyOf(path, 0) ?? 'null') as unknown }
  })
  const role: Role = size === SIZES[0] ? 'limit' : 'ours'
  let run = 0
  return {
    name: `${size} stored`,
    role,
    run() {
      const coin = coins[run++ % READ]
      asked.expected = coin?.expected
      return reader.read(coin?.url ?? '')
    },
  }
}

export function targetsOf(groups: readonly Group[]): readonly Target[] {
  return courses.flatMap(({ subject, promise }) => {
    const group = groups.find((one) => one.subject === subject)
    if (group === undefined) return []
    const steps = group.measured.map(({ samples }, index) => ({
      stored: SIZES[index] ?? 0,
      samples,
    }))
    const { median, error } = growthOf(steps)
    return [
      targetOf({
        id: 'T13',
        promise,
        figure: median,
        bound: { atMost: 0.05 },
        format: withError(error),
      }),
    ]
  })
}
