import { readFileSync } from 'node:fs'
import { createEtagged, type Etagged } from '@etagged/core'
import { notifyManager, QueryClient } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { Profiler, type ReactNode, StrictMode, Suspense } from 'react'
import { describe, expect, it } from 'vitest'
import samples from '../../../pumpfun/src/fixtures/sample-coins.json' with { type: 'json' }
import { startOrigin } from '../origin.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { Chosen, Item, Names, Price, Symbols, Who } from './coins.compiled.test-fixture.tsx'
import { compileReact } from './react-compiler.test-tool.ts'

/** The first of these tests compiles, and Suspense holds back what it shows. */
const PATIENTLY = { timeout: 4000 }

const [first, second] = samples
const mint = first?.mint ?? ''
const origin = startOrigin({
  '/coins': [first, second],
  [`/coins/${mint}`]: first,
  '/sol-price': { solPrice: 150 },
  '/items/1': { id: 1, name: 'one' },
})

it('the fixtures are really compiled: they keep what they made, in the compiler’s cache', () => {
  const file = `${import.meta.dirname}/coins.compiled.test-fixture.tsx`
  const { code, names } = compileReact(readFileSync(file, 'utf8'), file)
  expect(code).toContain('from "react/compiler-runtime"')
  expect(names).toEqual(['Names', 'Symbols', 'Chosen', 'Price', 'Item', 'Who'])
  for (const component of [Names, Symbols, Chosen, Price, Item, Who]) {
    expect(String(component)).toMatch(/\$\[0\]/)
  }
})

interface Page {
  readonly client: Etagged
  /** How often React committed something below. */
  readonly commits: () => number
  readonly refetch: () => Promise<void>
}

describe.each([
  { mode: 'StrictMode', wrap: (node: ReactNode) => <StrictMode>{node}</StrictMode> },
  { mode: 'without StrictMode', wrap: (node: ReactNode) => node },
])('compiled components ($mode)', ({ wrap }) => {
  function open(content: ReactNode): Page {
    const client = createEtagged({ baseUrl: origin.url })
    const queryClient = new QueryClient()
    let commits = 0
    render(
      wrap(
        <EtaggedProvider client={client} queryClient={queryClient} user="alice">
          <Profiler id="content" onRender={() => void commits++}>
            <Suspense>{content}</Suspense>
          </Profiler>
        </EtaggedProvider>,
      ),
    )
    return {
      client,
      commits: () => commits,
      refetch: () =>
        act(async () => {
          await queryClient.refetchQueries()
          // Behind all that TanStack has yet to tell the components.
          await new Promise<void>((resolve) => notifyManager.schedule(resolve))
        }),
    }
  }

  const all = (
    <>
      <Names />
      <Symbols />
      <Price />
      <Item id={1} />
    </>
  )

  const texts = (): readonly (string | null)[] =>
    ['names', 'symbols', 'price', 'item'].map((name) => screen.getByLabelText(name).textContent)

  it('show data, and what a changed 200 brings', async () => {
    const { refetch } = open(all)
    await screen.findByText('one', {}, PATIENTLY)
    await screen.findByText('150', {}, PATIENTLY)
    expect(texts()).toEqual(['Paper LanternTidal Otter', 'LANTERN OTTER', '150', 'one'])
    origin.change('/coins', [first, { ...second, name: 'Otter, awake', symbol: 'AWAKE' }])
    origin.change('/sol-price', { solPrice: 151 })
    origin.change('/items/1', { id: 1, name: 'ONE' })
    await refetch()
    expect(texts()).toEqual(['Paper LanternOtter, awake', 'LANTERN AWAKE', '151', 'ONE'])
  })

  it('render nothing on a 304, and nothing on the one after a changed 200', async () => {
    const { refetch, commits } = open(all)
    await screen.findByText('one', {}, PATIENTLY)
    await screen.findByText('150', {}, PATIENTLY)
    const before = commits()
    origin.seen.length = 0
    await refetch()
    expect(origin.seen.map(({ status }) => status)).toEqual([304, 304, 304])
    expect(commits()).toBe(before)
    origin.change('/sol-price', { solPrice: 151 })
    await refetch()
    const changed = commits()
    expect(changed).toBeGreaterThan(before)
    origin.seen.length = 0
    await refetch()
    expect(origin.seen.map(({ status }) => status)).toEqual([304, 304, 304])
    expect(commits()).toBe(changed)
  })

  it('ask when a parameter is known, and once', async () => {
    open(<Chosen mint={mint} />)
    const button = await screen.findByText('none')
    expect(origin.seen).toEqual([])
    act(() => button.click())
    await screen.findByText('Paper Lantern')
    expect(origin.seen).toHaveLength(1)
  })

  it('follow the session', async () => {
    open(<Who />)
    const button = await screen.findByText('alice')
    act(() => button.click())
    expect(await screen.findByText('anonymous')).toBeInstanceOf(HTMLElement)
  })
})
