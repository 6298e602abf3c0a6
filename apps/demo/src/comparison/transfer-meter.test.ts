import { expect, it, vi } from 'vitest'
import { estimated, measuredBy, type ResourceTiming } from './transfer-meter.ts'

const URL_OF_COINS = 'http://coins.test/coins'

function stage() {
  let tell: (timing: ResourceTiming) => void = () => undefined
  const watch = measuredBy((listener) => {
    tell = listener
  })
  const network = vi.fn<typeof fetch>(async () => new Response('[]'))
  const sizes = { a: [] as number[], b: [] as number[] }
  return {
    network,
    sizes,
    a: watch(network, (bytes) => sizes.a.push(bytes)),
    b: watch(network, (bytes) => sizes.b.push(bytes)),
    tell: (transferSize: number, name = URL_OF_COINS) =>
      tell({ name, transferSize, decodedBodySize: 2 }),
  }
}

it('credits what the browser tells to who asked for it', async () => {
  const { a, b, tell, sizes } = stage()
  await a(URL_OF_COINS)
  tell(302)
  await b(URL_OF_COINS)
  tell(41_000)
  expect(sizes).toEqual({ a: [302], b: [41_000] })
})

it('credits each request once, and none that others made', async () => {
  const { a, tell, sizes } = stage()
  tell(100)
  await a(URL_OF_COINS)
  tell(300, 'http://coins.test/other')
  tell(400)
  tell(500)
  expect(sizes.a).toEqual([400])
})

it('waits no longer for what was never told, once somebody asks again', async () => {
  const { a, b, tell, sizes } = stage()
  await a(URL_OF_COINS)
  await b(URL_OF_COINS)
  tell(200)
  expect(sizes).toEqual({ a: [], b: [200] })
})

it('counts no request that the browser’s own cache answered', async () => {
  const { a, tell, sizes } = stage()
  await a(URL_OF_COINS)
  tell(0)
  expect(sizes.a).toEqual([])
})

it('hands on what the network throws, and waits for nothing then', async () => {
  const { a, network, tell, sizes } = stage()
  network.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  await expect(a(URL_OF_COINS)).rejects.toThrow('Failed to fetch')
  tell(7)
  expect(sizes.a).toEqual([])
})

it.each([
  [200, 'é€', 5],
  [304, null, 0],
])('estimates a %d by the length of its body', async (status, body, bytes) => {
  const { promise, resolve } = Promise.withResolvers<number>()
  const fetch = estimated(async () => new Response(body, { status }), resolve)
  const response = await fetch(URL_OF_COINS)
  expect(await response.text()).toBe(body ?? '')
  expect(await promise).toBe(bytes)
})
