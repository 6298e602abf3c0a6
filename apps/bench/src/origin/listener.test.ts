import { afterEach, expect, it } from 'vitest'
import { bodyOf, coinPath } from './bodies.ts'
import { listen, type Listener } from './listener.ts'

let listener: Listener | undefined
afterEach(() => listener?.close())

const path = coinPath(1)

async function open(versionOf = (): number => 0): Promise<Listener> {
  listener = await listen('max-age=0', versionOf)
  return listener
}

it('sends a body with its tag, and nothing but fields to who has it', async () => {
  const { url, log } = await open()
  const first = await fetch(url + path)
  expect(await first.text()).toBe(bodyOf(path, 0))
  const etag = first.headers.get('etag') ?? ''
  const second = await fetch(url + path, { headers: { 'if-none-match': etag } })
  expect(second.status).toBe(304)
  expect(log()).toMatchObject({ ok: 1, notModified: 1, other: 0 })
})

it('another version has another tag', async () => {
  let version = 1
  const { url, log } = await open(() => version)
  const etag = (await fetch(url + path)).headers.get('etag') ?? ''
  version = 2
  const changed = await fetch(url + path, { headers: { 'if-none-match': etag } })
  expect(await changed.text()).toBe(bodyOf(path, 2))
  expect(log()).toMatchObject({ ok: 2, notModified: 0 })
})

it('counts every byte on its sockets, of both directions', async () => {
  const { url, log } = await open()
  expect(log().wire).toBe(0)
  await (await fetch(url + path)).text()
  const once = log().wire
  const size = bodyOf(path, 0)?.length ?? 0
  expect(once).toBeGreaterThan(size + 200)
  expect(once).toBeLessThan(size + 800)
  await (await fetch(url + path)).text()
  expect(log().wire).toBe(2 * once)
})

it('what it does not serve is counted apart', async () => {
  const { url, log } = await open()
  expect((await fetch(`${url}/nothing`)).status).toBe(404)
  expect(log()).toMatchObject({ ok: 0, notModified: 0, other: 1 })
})
