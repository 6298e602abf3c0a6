import { afterEach, beforeAll, expect, it } from 'vitest'
import {
  freshPath,
  freshUser,
  logOf,
  openTabFrame,
  type TabFrame,
} from './tab-frame.test-fixture.ts'

let here: TabFrame
let there: TabFrame

beforeAll(async () => {
  ;[here, there] = await Promise.all([openTabFrame(), openTabFrame()])
})

afterEach(async () => {
  await Promise.all([here.proof.signOut(), there.proof.signOut()])
})

async function signInBoth(user: string): Promise<void> {
  await here.proof.signIn(user)
  await there.proof.signIn(user)
}

it('a sign-out in one tab ends the session in the other: nothing of it is read, served or kept (I1, I2, I5)', async () => {
  const user = freshUser('alice')
  const url = `${freshPath('ended')}?fresh=60`
  await signInBoth(user)
  expect((await here.proof.read(url)).user).toBe(user)
  expect((await there.proof.read(url)).user).toBe(user)
  await there.proof.client.idle()

  const late = there.proof.tryRead(`${freshPath('late')}?delay=200`)
  expect(await here.proof.signOut()).toBeLessThan(500)
  await expect.poll(() => there.proof.client.session.user).toBeNull()
  expect(there.proof.client.session.because).toBe('ended-elsewhere')
  expect(there.proof.client.peekMemory(url)).toBeUndefined()
  expect(await there.proof.peek(url)).toBeUndefined()
  expect((await there.proof.read(url)).user).toBe('nobody')
  expect(await late).toBe('SessionEndedError')
  await there.proof.client.idle()
  expect(await here.proof.rawText()).not.toContain(user)
})

it('a new version that one tab gets is in the memory of the other, without a request of its own', async () => {
  const user = freshUser('alice')
  const url = freshPath('news')
  await signInBoth(user)
  await here.proof.read(url)
  await there.proof.read(url)
  await Promise.all([here.proof.client.idle(), there.proof.client.idle()])
  await fetch(url, { method: 'PUT' })
  const before = await logOf(url)

  expect((await here.proof.read(url)).version).toBe(2)
  const held = (): number | undefined =>
    there.proof.client.peekMemory<{ readonly version: number }>(url)?.data.version
  await expect.poll(held).toBe(2)
  expect(there.proof.events.filter(({ type }) => type === 'update').length).toBeGreaterThan(0)
  expect((await logOf(url)).length).toBe(before.length + 1)
})

it('two tabs that validate the same response at the same time send one request', async () => {
  const user = freshUser('alice')
  const url = `${freshPath('shared')}?delay=100`
  await signInBoth(user)
  await here.proof.read(url)
  await there.proof.read(url)
  await Promise.all([here.proof.client.idle(), there.proof.client.idle()])
  const before = await logOf(url)

  const readings = await Promise.all([here.proof.read(url), there.proof.read(url)])
  expect(readings.map((reading) => [reading.user, reading.isIntact])).toEqual([
    [user, true],
    [user, true],
  ])
  expect((await logOf(url)).length).toBe(before.length + 1)
})

it('users in two tabs of one browser never meet: bodies, validators and rows are each one’s own (I1, I10)', async () => {
  const [alice, bob] = [freshUser('alice'), freshUser('bob')]
  const url = `${freshPath('two-users')}?tags=version`
  await here.proof.signIn(alice)
  await there.proof.signIn(bob)
  for (let round = 0; round < 5; round += 1) {
    const [alices, bobs] = await Promise.all([here.proof.read(url), there.proof.read(url)])
    expect([alices.user, bobs.user]).toEqual([alice, bob])
  }
  const firsts = [alice, bob].map(async (user) =>
    (await logOf(url)).find((asked) => asked.user === user),
  )
  for (const first of await Promise.all(firsts)) expect(first?.ifNoneMatch).toBeUndefined()
})
