import { createEtagged } from '@etagged/core'
import { QueryClient, useQuery } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { stubDisk } from '../disk.test-fixture.ts'
import { items } from '../endpoints.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import type { Api, Fault } from './api.test-fixture.ts'
import { serveApis } from './api-behind-msw.test-fixture.ts'
import { pass, stopTime } from './fake-time.test-fixture.ts'
import { describeOffline } from './offline.test-suite.tsx'

const openApi = serveApis()

stubDisk()

describe('Without a network', () => {
  describeOffline(openApi)
})

describe('A query whose answer is', () => {
  beforeEach(stopTime)
  afterEach(() => void vi.useRealTimers())

  function openPage(fault: Fault, fields: Record<string, string>): { api: Api; host: HTMLElement } {
    const api = openApi({ '/items': [{ id: 1, name: 'one' }] })
    Object.assign(api, { fault, fields })
    const client = createEtagged({ baseUrl: api.url, tabs: false })
    function List(): ReactNode {
      const { data, error } = useQuery(query(items, {}))
      return data?.[0]?.name ?? error?.message ?? 'nothing yet'
    }
    const { container } = render(
      <EtaggedProvider client={client} queryClient={() => new QueryClient()} user={null}>
        <List />
      </EtaggedProvider>,
    )
    return { api, host: container }
  }

  it.each([
    { answer: 404, after: {}, attempts: [] },
    { answer: 401, after: {}, attempts: [] },
    { answer: 422, after: {}, attempts: [] },
    { answer: 408, after: {}, attempts: [1, 2, 4] },
    { answer: 429, after: { 'retry-after': '7' }, attempts: [7, 7, 7] },
    { answer: 429, after: { 'retry-after': '61' }, attempts: [] },
    { answer: 503, after: {}, attempts: [1, 2, 4] },
    { answer: 'offline', after: {}, attempts: [1, 2, 4] },
  ] as const)(
    '$answer ($after) is attempted again after so many seconds each: $attempts',
    async ({ answer, after, attempts }) => {
      const { api, host } = openPage(answer, after)
      await pass(0)
      let sent = 1
      for (const seconds of attempts) {
        expect(api.exchanges).toHaveLength(sent)
        expect(host.textContent).toBe('nothing yet')
        await pass(seconds * 1000 - 10)
        expect(api.exchanges).toHaveLength(sent)
        await pass(10)
        sent++
      }
      expect(api.exchanges).toHaveLength(sent)
      expect(host.textContent).not.toBe('nothing yet')
      await pass(3_600_000)
      expect(api.exchanges).toHaveLength(sent)
    },
  )

  it('429 with Retry-After is answered in time if the server then has room', async () => {
    const { api, host } = openPage(429, { 'retry-after': '7' })
    await pass(0)
    api.fault = undefined
    await pass(6990)
    expect(host.textContent).toBe('nothing yet')
    await pass(10)
    expect(host.textContent).toBe('one')
    expect(api.exchanges.map(({ status }) => status)).toEqual([429, 200])
  })
})
