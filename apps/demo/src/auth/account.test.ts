import { expect, it } from 'vitest'
import { type Account, createAccount } from './account.ts'
import { RefusedError } from './auth-api.ts'
import { createLoginStore, type Login } from './login-store.ts'

const alice: Login = { username: 'alice', address: 'A', token: 'T' }
const bob: Login = { username: 'bob', address: 'B', token: 'V' }
const renewed: Login = { ...alice, token: 'U' }

interface Stage {
  readonly account: Account
  readonly current: () => Login | null
  /** The log-ins and renewals under way, in the order in which they were asked for. */
  readonly asked: PromiseWithResolvers<Login>[]
}

function stageWith(login: Login | null): Stage {
  const logins = createLoginStore({
    length: 0,
    clear: () => undefined,
    key: () => null,
    getItem: () => null,
    setItem: () => undefined,
    removeItem: () => undefined,
  })
  logins.set(login)
  const asked: PromiseWithResolvers<Login>[] = []
  const ask = (): Promise<Login> => {
    const answer = Promise.withResolvers<Login>()
    asked.push(answer)
    return answer.promise
  }
  const account = createAccount(logins, { logIn: ask, renew: ask })
  return { account, current: logins.current, asked }
}

const refresh = { refresh: true }
const expired = new RefusedError('/api/auth/refresh', 401)

it("sends the token of the session's user, and to no other session", async () => {
  const { account, asked } = stageWith(alice)
  const asIs = { refresh: false }
  expect(await account.headersFor('A', asIs)).toEqual({ authorization: 'Bearer T' })
  for (const user of ['B', null, undefined]) {
    expect(await account.headersFor(user, asIs)).toEqual({})
    expect(await account.headersFor(user, refresh)).toEqual({})
  }
  expect(asked).toEqual([])
})

it('sends nothing while nobody is signed in', async () => {
  const { account, asked } = stageWith(null)
  for (const user of ['A', null, undefined]) {
    expect(await account.headersFor(user, refresh)).toEqual({})
  }
  await account.renew()
  expect(asked).toEqual([])
})

it('renews the token, and sends the new one', async () => {
  const { account, current, asked } = stageWith(alice)
  const headers = account.headersFor('A', refresh)
  asked[0]?.resolve(renewed)
  expect(await headers).toEqual({ authorization: 'Bearer U' })
  expect(current()).toBe(renewed)
})

it('lets a sign-out stand when a renewal from before it comes', async () => {
  const { account, current, asked } = stageWith(alice)
  const headers = account.headersFor('A', refresh)
  const click = account.renew()
  account.signOut()
  for (const answer of asked) answer.resolve(renewed)
  expect(await headers).toEqual({})
  await click
  expect(asked).toHaveLength(2)
  expect(current()).toBeNull()
})

it('lets the next user stand when a renewal for the former one comes, or fails', async () => {
  for (const settle of [
    (answer: PromiseWithResolvers<Login> | undefined) => answer?.resolve(renewed),
    (answer: PromiseWithResolvers<Login> | undefined) => answer?.reject(expired),
  ]) {
    const { account, current, asked } = stageWith(alice)
    const headers = account.headersFor('A', refresh)
    const signedIn = account.signIn('bob')
    asked[1]?.resolve(bob)
    await signedIn
    settle(asked[0])
    expect(await headers).toEqual({})
    expect(current()).toBe(bob)
  }
})

it('signs out when the API takes the token for expired', async () => {
  const { account, current, asked } = stageWith(alice)
  const headers = account.headersFor('A', refresh)
  asked[0]?.reject(expired)
  expect(await headers).toEqual({})
  expect(current()).toBeNull()
})

it.each([new TypeError('Failed to fetch'), new RefusedError('/api/auth/refresh', 503)])(
  'stays signed in when a renewal fails for another reason: %s',
  async (fault) => {
    const { account, current, asked } = stageWith(alice)
    const headers = account.headersFor('A', refresh)
    asked[0]?.reject(fault)
    await expect(headers).rejects.toBe(fault)
    expect(current()).toBe(alice)
  },
)

it('lets the last click decide, in whichever order the answers come', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const { account, current, asked } = stageWith(null)
    const clicks = [account.signIn('alice'), account.signIn('bob')]
    for (const index of order) {
      asked[index]?.resolve(index === 0 ? alice : bob)
      await clicks[index]
    }
    expect(current()).toBe(bob)
  }
})

it('takes a sign-out for the last click too', async () => {
  const { account, current, asked } = stageWith(alice)
  const click = account.signIn('bob')
  account.signOut()
  asked[0]?.resolve(bob)
  await click
  expect(current()).toBeNull()
})

it('tells a failure of the last click, and of no other', async () => {
  const { account, asked } = stageWith(null)
  const [first, last] = [account.signIn('alice'), account.signIn('bob')]
  const fault = new RefusedError('/api/auth/login', 401)
  for (const answer of asked) answer.reject(fault)
  await expect(first).resolves.toBeUndefined()
  await expect(last).rejects.toBe(fault)
})
