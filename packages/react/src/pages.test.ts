import { createEtagged, UsageError } from '@etagged/core'
import { expect, it } from 'vitest'
import { item, items } from './endpoints.test-fixture.ts'
import { openOrigin } from './origin-in-page.test-fixture.ts'
import { pageRequests, pagesSource, sharePages } from './pages.ts'
import { requestOf } from './query-request.ts'

const origin = openOrigin({
  '/items': [{ id: 1, name: 'one' }],
  '/items/1': { id: 1, name: 'one' },
})

const requestFor = pageRequests(items, (offset) => ({ offset }))
const source = pagesSource({ first: 0, requestFor, path: '/items', retryDelay: undefined })

const one = [{ id: 1 }]
const two = [{ id: 2 }]
const shown = { pages: [one, two], pageParams: [0, 20] }

it('each page is a part with a request of its own', () => {
  expect(source.partsOf(shown).map(({ request, data }) => [request.url, data])).toEqual([
    ['/items?offset=0', one],
    ['/items?offset=20', two],
  ])
})

it.each([undefined, null, 'other', { pages: 1 }])(
  'without pages, as in %j, the first is asked for',
  (data) => {
    expect(source.partsOf(data)).toEqual([{ request: source.first, data: undefined }])
  },
)

it('the first page alone is all that is shown first', () => {
  expect(source.dataOf(one)).toEqual({ pages: [one], pageParams: [0] })
})

it('another page in the place of one leaves the others, and what it was made of', () => {
  const next = source.withPart(shown, 1, one)
  expect(next).toEqual({ pages: [one, one], pageParams: [0, 20] })
  expect(shown.pages).toEqual([one, two])
  expect(source.withPart(undefined, 0, one)).toEqual({ pages: [one], pageParams: [0] })
})

it('a request is made once for each page, by what its parameter says', () => {
  const byObject = pageRequests(items, (page) => page as { readonly offset: number })
  expect(byObject({ offset: 1 })).toBe(byObject({ offset: 1 }))
  expect(byObject({ offset: 1 })).not.toBe(byObject({ offset: 2 }))
  expect(() => pageRequests(item, () => ({ id: '' }))(0)).toThrow(UsageError)
})

it('the same pages are the former data', () => {
  expect(sharePages(shown, { pages: [one, two], pageParams: [0, 20] })).toBe(shown)
  expect(sharePages(shown, { pages: [[{ id: 1 }], two], pageParams: [0, 20] })).toBe(shown)
})

it.each([
  { says: 'another page', data: { pages: [one, one], pageParams: [0, 20] } },
  { says: 'another parameter', data: { pages: [one, two], pageParams: [0, 21] } },
  { says: 'fewer pages', data: { pages: [one], pageParams: [0] } },
  { says: 'more pages', data: { pages: [one, two, one], pageParams: [0, 20, 40] } },
])('$says is other data, whose first page is as before', ({ data }) => {
  const { pages } = sharePages(shown, structuredClone(data)) as typeof shown
  expect(pages).toEqual(data.pages)
  expect(pages[0]).toBe(one)
})

it('what is the cache’s own is left as it is, however equal the former is', async () => {
  const client = createEtagged({ baseUrl: origin.url, fetch: origin.fetch })
  const { url, init } = requestOf(items, {})
  const { data } = await client.json(url, init)
  const equal = structuredClone(data)
  const next = sharePages(
    { pages: [equal], pageParams: [0] },
    { pages: [data], pageParams: [0] },
  ) as typeof shown
  expect(next.pages[0]).toBe(data)
})

it.each([undefined, 'other'])('data that are no pages, as %j, are taken as they are', (data) => {
  expect(sharePages(shown, data)).toBe(data)
  expect(sharePages(data, shown)).toBe(shown)
})
