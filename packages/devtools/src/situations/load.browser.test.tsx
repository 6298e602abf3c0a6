import { act, cleanup, render, screen } from '@testing-library/react'
import { Profiler } from 'react'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { EtaggedDevtools } from '../floating/etagged-devtools.tsx'
import { keepChoice } from '../panel/panel-choice.ts'
import { clientWith, keepAsking } from './busy-client.test-fixture.ts'

const ENTRIES = 10_000
const PER_SECOND = 50

afterEach(cleanup)

/** Durations of tasks of over 50 ms; ms. */
function watchLongTasks(): () => readonly number[] {
  const found: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) found.push(duration)
  })
  observer.observe({ type: 'longtask' })
  onTestFinished(() => observer.disconnect())
  return () => found
}

// What is counted is counted per second, by the clock of the browser.
const seconds = (count: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, count * 1000))

it(
  '10,000 entries and 50 events a second for 10 s: at most 4 commits a second, 2,000 nodes, one long task; closed, none',
  { timeout: 60_000 },
  async () => {
    keepChoice({ tab: 'entries', isOpen: false })
    const client = await clientWith(ENTRIES)
    onTestFinished(() => client.close())
    onTestFinished(keepAsking(client, PER_SECOND))
    let commits = 0
    const long: number[] = []
    render(
      <Profiler id="panel" onRender={() => commits++}>
        <EtaggedDevtools client={client} />
      </Profiler>,
    )
    const closed = commits
    await seconds(1)
    expect(commits).toBe(closed)

    act(() => screen.getByRole('button', { name: /Open the etagged/ }).click())
    for (const { name, during } of [
      { name: 'Entries', during: 4 },
      { name: 'Requests', during: 3 },
      { name: 'Overview', during: 3 },
    ]) {
      act(() => screen.getByRole('tab', { name }).click())
      await seconds(0.5)
      const longTasks = watchLongTasks()
      const before = commits
      await seconds(during)
      const count = commits - before
      const nodes = document.querySelectorAll('.etd, .etd *').length
      const found = longTasks()
      const longest = Math.round(Math.max(0, ...found))
      console.log(
        `${name}: ${count} commits in ${during} s, ${nodes} nodes, longest task ${longest} ms`,
      )
      expect(count).toBeGreaterThan(during)
      expect(count).toBeLessThanOrEqual(during * 4 + 1)
      expect(nodes).toBeGreaterThan(100)
      expect(nodes).toBeLessThanOrEqual(2000)
      long.push(...found)
    }
    // The panel's own work comes at each beat, or each second: what is long once is a pause of the machine.
    expect(long.length).toBeLessThanOrEqual(1)
    expect(Math.max(0, ...long)).toBeLessThan(200)
  },
)
