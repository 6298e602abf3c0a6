import { expect, it } from 'vitest'
import { openResponses, putNow } from './responses.test-fixture.ts'
import { aBody, aStoredResponse, aVariant, unwritable } from './stored-response.test-fixture.ts'

// Where a transaction ends when nothing is asked of it for a moment: each of these asks in turns.

const response = (name: string | number, bytes = 100) =>
  aStoredResponse({ key: `GET /${name}`, body: aBody('x'.repeat(bytes)) })

it('keeps to its limits over many steps of one transaction', async () => {
  const open = await openResponses({ maxEntries: 200 })
  await putNow(open.responses, ...Array.from({ length: 200 }, (_, at) => response(at)))
  const late = Array.from({ length: 150 }, (_, at) => response(`late/${at}`))
  expect(await putNow(open.responses, ...late)).not.toContain(false)
  expect(open.reports).toMatchObject([{ type: 'evicted', because: 'limit' }])
  expect(await open.responses.size()).toMatchObject({ entries: 180 })
  expect(await open.responses.keys()).toHaveLength(180)
})

it('begins anew when its books are lost, within the transaction that needs them (I41)', async () => {
  const open = await openResponses()
  await putNow(open.responses, response('a'), response('b'))
  await open.use('readwrite', (responses) => {
    responses.delete(IDBKeyRange.upperBound(Number.POSITIVE_INFINITY))
  })
  await putNow(open.responses, response('b'))
  expect(await open.responses.keys()).toEqual(['GET /b'])
  expect(await open.responses.get('GET /a')).toEqual([])
})

it('follows what another tab wrote, and writes its books anew when they are long', async () => {
  const open = await openResponses()
  const there = open.again()
  for (let round = 0; round < 60; round += 1) {
    const all = Array.from({ length: 20 }, (_, at) => response(`${round % 2}/${at}`))
    await putNow(round % 3 === 0 ? there : open.responses, ...all)
  }
  const last = await open.responses.keys()
  expect(last).toHaveLength(40)
  expect(await there.keys()).toEqual(last)
})

it('finds, marks and removes what begins alike (I19)', async () => {
  const open = await openResponses()
  const german = aVariant('de', { key: 'GET /a/1' })
  const english = aVariant('en', { key: 'GET /a/1' })
  const other = response('b')
  await putNow(open.responses, german, english, other)
  await open.responses.invalidate([{ prefix: 'GET /a' }], german.requestTime)
  expect(await open.responses.get(german.key)).toEqual([
    { ...german, invalidated: true },
    { ...english, invalidated: true },
  ])
  await open.responses.delete([{ prefix: 'GET /a' }])
  expect(await open.responses.keys()).toEqual([other.key])
})

it('answers many gets at once, of large bodies and small ones (I11)', async () => {
  const open = await openResponses()
  const all = Array.from({ length: 30 }, (_, at) => response(at, at % 2 === 0 ? 100 : 200_000))
  await putNow(open.responses, ...all)
  const found = await Promise.all(all.map(({ key }) => open.responses.get(key)))
  expect(found).toEqual(all.map((each) => [each]))
})

it('lets none but the guilty fail of those that share a transaction (I12)', async () => {
  const open = await openResponses()
  const putting = Promise.allSettled([
    open.responses.put(response('a')),
    open.responses.put(unwritable('GET /b')),
    open.responses.put(response('c')),
  ])
  await open.responses.flush()
  const outcomes = await putting
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await open.responses.keys()).toEqual(['GET /a', 'GET /c'])
})
