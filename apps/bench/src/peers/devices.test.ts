import { afterAll, expect, it } from 'vitest'
import { openOrigin } from '../origin/open-origin.ts'
import { bodyOf, coinPath } from '../origin/bodies.ts'
import { createDevices } from './devices.ts'

const origin = openOrigin()
afterAll(() => origin.close())

it.each([
  { role: 'limit', seen: { ok: 1, notModified: 2 } },
  { role: 'ours', seen: { ok: 1, notModified: 2 } },
  { role: 'peer', seen: { ok: 3, notModified: 0 } },
  { role: 'scale', seen: { ok: 3, notModified: 0 } },
])('the $role after two reads and a reload has had $seen', async ({ role, seen }) => {
  const device = createDevices().find((one) => one.role === role)
  const port = await origin.listen('max-age=0')
  const url = port.url + coinPath(1)
  const first = await device?.open()
  await first?.read(url)
  await first?.read(url)
  await first?.close()
  const second = await device?.open()
  expect(await second?.read(url)).toEqual(JSON.parse(bodyOf(coinPath(1), 0) ?? ''))
  expect(await port.log()).toMatchObject(seen)
})
