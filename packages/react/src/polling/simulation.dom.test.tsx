import { afterEach, expect, it, vi } from 'vitest'
import {
  bursts,
  type Changes,
  type DrawChanges,
  inEachSlot,
  poisson,
} from './changes.test-fixture.ts'
import { openStage } from '../virtual-origin.test-fixture.ts'
import { polling } from './polling.ts'

const INTERVAL = 5000
const LENGTH = 600_000

interface Run {
  readonly requests: number
  /** From each change to the arrival of its data, in ms. */
  readonly delays: readonly number[]
}

async function run(
  changes: Changes,
  refetchInterval: number | ReturnType<typeof polling>,
): Promise<Run> {
  const stage = openStage()
  stage.changes = changes
  const delays: number[] = []
  const leave = stage.watch(1, { refetchInterval }, (version) => {
    for (const change of changes.slice(delays.length, version)) delays.push(stage.now() - change)
  })
  await stage.pass(LENGTH)
  const requests = stage.asked.length
  // The last changes arrive, too.
  await stage.pass(12 * INTERVAL + 1000)
  leave()
  vi.useRealTimers()
  return { requests, delays }
}

interface Comparison {
  readonly seed: number
  readonly fixed: Run
  readonly learned: Run
}

async function compare(draw: DrawChanges, seeds: number): Promise<readonly Comparison[]> {
  const found: Comparison[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const changes = draw(LENGTH, seed)
    const fixed = await run(changes, INTERVAL)
    const learned = await run(changes, polling({ interval: INTERVAL }))
    expect(learned.delays).toHaveLength(changes.length)
    found.push({ seed, fixed, learned })
  }
  return found
}

/** Requests and mean delay of the one that learns, as parts of those of the fixed one. */
function figuresOf(comparisons: readonly Comparison[]): { requests: number; delay: number } {
  const requests = (which: 'fixed' | 'learned'): number =>
    sumOf(comparisons.map((comparison) => comparison[which].requests))
  const delay = (which: 'fixed' | 'learned'): number =>
    sumOf(comparisons.flatMap((comparison) => comparison[which].delays))
  return {
    requests: requests('learned') / requests('fixed'),
    delay: delay('learned') / delay('fixed'),
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

function report(name: string, comparisons: readonly Comparison[]): void {
  const all = figuresOf(comparisons)
  const bySeed = comparisons.map((one) => {
    const { requests, delay } = figuresOf([one])
    return `${one.seed}: ${(100 * requests).toFixed()} %, ${Number.isNaN(delay) ? 'no change' : delay.toFixed(2)}`
  })
  console.log(
    `changes ${name}: ${(100 * all.requests).toFixed(1)} % of the requests, ${all.delay.toFixed(2)} × the delay; by seed: ${bySeed.join(' | ')}`,
  )
}

afterEach(() => void vi.useRealTimers())

it('a change in one of ten intervals takes at most half of the requests and twice the delay', async () => {
  const comparisons = await compare(poisson(0.1), 100)
  report('in 10 % of the intervals', comparisons)
  const { requests, delay } = figuresOf(comparisons)
  expect(requests).toBeLessThanOrEqual(0.5)
  expect(delay).toBeLessThanOrEqual(2)
}, 120_000)

it.each([
  { when: 'in 1 % of the intervals', draw: poisson(0.01), requests: 0.4, delay: 5 },
  { when: 'in 50 % of the intervals', draw: poisson(0.5), requests: 0.95, delay: 1.3 },
  { when: 'in each interval', draw: inEachSlot, requests: 1, delay: 1.2 },
  { when: 'in bursts', draw: bursts, requests: 0.55, delay: 2 },
])(
  'changes $when take at most $requests of the requests and $delay times the delay',
  async ({ when, draw, requests, delay }) => {
    const comparisons = await compare(draw, 10)
    report(when, comparisons)
    const found = figuresOf(comparisons)
    expect(found.requests).toBeLessThanOrEqual(requests)
    expect(found.delay).toBeLessThanOrEqual(delay)
  },
  120_000,
)
