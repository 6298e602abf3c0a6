import { render, screen } from '@testing-library/react'
import { Profiler, type ReactNode } from 'react'
import { expect, it, onTestFinished } from 'vitest'
import { EtaggedDevtools } from '../floating/etagged-devtools.tsx'
import { clientWith, keepAsking } from './busy-client.test-fixture.ts'

const ENTRIES = 10_000
const PER_SECOND = 50

function openPanel(
  children: (profiled: (name: string, node: ReactNode) => ReactNode) => ReactNode,
) {
  let commits = 0
  const profiled = (name: string, node: ReactNode): ReactNode => (
    <Profiler id={name} onRender={() => commits++}>
      {node}
    </Profiler>
  )
  render(<div style={{ height: 500 }}>{children(profiled)}</div>)
  return { commits: () => commits }
}

function watchLongTasks(): () => readonly number[] {
  const found: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) found.push(duration)
  })
  observer.observe({ type: 'longtask' })
  onTestFinished(() => observer.disconnect())
  return () => found
}

const seconds = (count: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, count * 1000))

it('10,000 entries and 50 events a second: at most 4 commits a second, 2,000 nodes, no long task', async () => {
  localStorage.clear()
  const client = await clientWith(ENTRIES)
  const stop = keepAsking(client, PER_SECOND)
  onTestFinished(stop)
  const { commits } = openPanel((profiled) =>
    profiled('panel', <EtaggedDevtools client={client} />),
  )

  const atFirst = commits()
  await seconds(2)
  expect(commits()).toBe(atFirst)

  screen.getByRole('button', { name: /Open the etagged/ }).click()
  for (const name of ['Entries', 'Requests', 'Overview']) {
    ;(await screen.findByRole('tab', { name })).click()
    await seconds(0.5)
    const longTasks = watchLongTasks()
    const before = commits()
    await seconds(name === 'Entries' ? 4 : 3)
    const count = commits() - before
    const nodes = document.querySelectorAll('.etd, .etd *').length
    console.log(name, count, 'commits', nodes, 'nodes', longTasks())
    expect(count).toBeGreaterThan(4)
    expect(count).toBeLessThanOrEqual((name === 'Entries' ? 4 : 3) * 4 + 1)
    expect(nodes).toBeLessThanOrEqual(2000)
    expect(longTasks()).toEqual([])
  }
})
