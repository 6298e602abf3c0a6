import { createEtagged } from '@etagged/core'
import { focusManager, useQuery } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { item } from '../endpoints.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import { serveApis } from './api-behind-msw.test-fixture.ts'
import { pass, stopTime } from './fake-time.test-fixture.ts'
import { openItemsPage } from './items-page.test-fixture.tsx'

const openApi = serveApis()

const QUERIES = 30

beforeEach(stopTime)
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  focusManager.setFocused(undefined)
})

function leaveAndComeBack(): void {
  focusManager.setFocused(false)
  focusManager.setFocused(true)
}

describe('When the window gets the focus', () => {
  it('what is stale is validated by one conditional request', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const api = openApi({})
    await openItemsPage(api, 1)
    leaveAndComeBack()
    await pass(1)
    expect(api.exchanges.map(({ status }) => status)).toEqual([304])
    expect(api.exchanges[0]?.ifNoneMatch).not.toBe(null)
  })

  it('what is fresh is left alone, and validated once it is not any more', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const api = openApi({})
    api.fields = { 'cache-control': 'max-age=60' }
    await openItemsPage(api, 1)
    leaveAndComeBack()
    await pass(50_000)
    expect(api.exchanges).toEqual([])
    await pass(10_000)
    leaveAndComeBack()
    await pass(1)
    expect(api.exchanges.map(({ status }) => status)).toEqual([304])
  })

  it(`${QUERIES} stale queries are not asked for in one instant, but over half a second`, async () => {
    const api = openApi({})
    await openItemsPage(api, QUERIES)
    let drawn = 0
    vi.spyOn(Math, 'random').mockImplementation(() => drawn++ / QUERIES)
    leaveAndComeBack()
    const sent: number[] = []
    for (let instant = 0; instant < 500; instant += 50) {
      await pass(50)
      sent.push(api.exchanges.length)
    }
    expect(sent).toEqual([4, 7, 10, 13, 16, 19, 22, 25, 28, 30])
    expect(new Set(api.exchanges.map(({ status }) => status))).toEqual(new Set([304]))
  })

  it('a query without data is not put off', async () => {
    const api = openApi({})
    api.fault = 404
    const { host } = await openItemsPage(api, 1)
    expect(host.textContent).toBe('-')
    api.fault = undefined
    vi.spyOn(Math, 'random').mockReturnValue(0.99)
    leaveAndComeBack()
    await pass(0)
    expect(host.textContent).toBe('0')
    expect(api.exchanges.map(({ status }) => status)).toEqual([200])
  })
})

describe('Although an API lets nothing be fresh', () => {
  it('three that mount within a second after a validation ask no more, and what mounts later asks once', async () => {
    const api = openApi({ '/items/1': { id: 1, name: 'one' } })
    api.fields = { 'cache-control': 'no-cache' }
    const client = createEtagged({ baseUrl: api.url, fetch: api.fetch, tabs: false })
    const latest: { mount?: (count: number) => void } = {}
    function Item(): ReactNode {
      return useQuery(query(item, { id: 1 })).data?.name
    }
    function Items({ rendered }: { rendered: (mount: (count: number) => void) => void }) {
      const [count, setCount] = useState(1)
      rendered(setCount)
      return Array.from({ length: count }, (_, index) => <Item key={index} />)
    }
    render(
      <EtaggedProvider client={client} user={null}>
        <Items rendered={(mount) => (latest.mount = mount)} />
      </EtaggedProvider>,
    )
    await pass(0)
    for (const count of [2, 3, 4]) {
      act(() => latest.mount?.(count))
      await pass(300)
    }
    expect(api.exchanges.map(({ status }) => status)).toEqual([200])
    await pass(101)
    act(() => latest.mount?.(6))
    await pass(1)
    expect(api.exchanges.map(({ status }) => status)).toEqual([200, 304])
  })
})
