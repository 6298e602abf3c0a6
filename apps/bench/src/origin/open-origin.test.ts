import { afterAll, expect, it } from 'vitest'
import { bodyOf, coinPath } from './bodies.ts'
import { openOrigin } from './open-origin.ts'

const origin = openOrigin()
afterAll(() => origin.close())

it('serves from another process, a log for each port', async () => {
  const one = await origin.listen('max-age=60')
  const other = await origin.listen('max-age=0')
  const response = await fetch(one.url + coinPath(1))
  expect(await response.text()).toBe(bodyOf(coinPath(1), 0))
  expect(response.headers.get('cache-control')).toBe('max-age=60')
  expect(await one.log()).toMatchObject({ ok: 1 })
  expect(await other.log()).toMatchObject({ ok: 0, wire: 0 })
})

it('serves what the poll has come to', async () => {
  const { url } = await origin.listen('max-age=0')
  await origin.poll(2, 1)
  expect(await (await fetch(url + coinPath(1))).text()).toBe(bodyOf(coinPath(1), 2))
})
