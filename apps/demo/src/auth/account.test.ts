import { expect, it } from 'vitest'
import { createKey } from '../wallet/wallet-keys.ts'
import type { WalletStore } from '../wallet/wallet-store.ts'
import type { Wallet } from '../wallet/wallet.ts'
import { type Account, accountOf } from './account.ts'
import { RefusedError } from './auth-api.ts'
import { createLoginStore, type Login, type LoginStore } from './login-store.ts'
import { storageWith } from './storage.test-fixture.ts'

const alice: Login = { name: 'alice', address: 'A', token: 'T' }
const bob: Login = { name: 'bob', address: 'B', token: 'V' }
const renewed: Login = { ...alice, token: 'U' }
const { key } = await createKey()

interface Stage {
  readonly account: Account
  readonly current: () => Login | null
  /** The log-ins and renewals under way, in the order in which they were asked for. */
  readonly asked: PromiseWithResolvers<Login>[]
  /** What was asked for: `log in A`, `renew A`. */
  readonly requests: string[]
  /** Waits until the page has done what it can do without an answer. */
  readonly settle: () => Promise<void>
  /** The same account in another tab of this browser, and how this one hears of it. */
  readonly otherTab: () => LoginStore
  readonly hear: () => void
}

/** The wallets of these addresses, without a disk. */
function walletsOf(addresses: readonly string[]): WalletStore {
  const wallets = new Map<string, Wallet>(
    addresses.map((address) => [address, { name: address, address, createdAt: 0, key }]),
  )
  return {
    current: () => ({ status: 'kept', wallets: [...wallets.values()] }),
    subscribe: () => () => undefined,
    refresh: () => Promise.resolve(),
    create: () => Promise.reject(new Error('No test makes one')),
    find: (address) => Promise.resolve(wallets.get(address)),
    remove: (address) => Promise.resolve(void wallets.delete(address)),
  }
}

function stageWith(login: Login | null, addresses: readonly string[] = ['A', 'B']): Stage {
  const storage = storageWith({})
  const page = new EventTarget()
  const logins = createLoginStore(storage, page)
  logins.set(login)
  const asked: PromiseWithResolvers<Login>[] = []
  const requests: string[] = []
  const ask =
    (what: string) =>
    ({ address }: { readonly address: string }): Promise<Login> => {
      const answer = Promise.withResolvers<Login>()
      asked.push(answer)
      requests.push(`${what} ${address}`)
      return answer.promise
    }
  const account = accountOf({
    logins,
    wallets: walletsOf(addresses),
    api: { logIn: ask('log in'), renew: ask('renew') },
  })
  return {
    account,
    current: logins.current,
    asked,
    requests,
    settle: async () => {
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
    },
    otherTab: () => createLoginStore(storage, new EventTarget()),
    hear: () => page.dispatchEvent(new Event('storage')),
  }
}

const refresh = { refresh: true }
const expired = new RefusedError(401, 'Unauthorized')

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
    const { account, current, asked, settle: proceed } = stageWith(alice)
    const headers = account.headersFor('A', refresh)
    const signedIn = account.signIn('B')
    await proceed()
    asked[1]?.resolve(bob)
    await signedIn
    settle(asked[0])
    expect(await headers).toEqual({})
    expect(current()).toBe(bob)
  }
})

it('signs anew with the wallet when the API takes the token for expired', async () => {
  const { account, current, asked, requests, settle } = stageWith(alice)
  const headers = account.headersFor('A', refresh)
  asked[0]?.reject(expired)
  await settle()
  expect(current()).toBe(alice)
  asked[1]?.resolve(renewed)
  expect(await headers).toEqual({ authorization: 'Bearer U' })
  expect(requests).toEqual(['renew A', 'log in A'])
  expect(current()).toBe(renewed)
  expect(account.hasEnded()).toBe(false)
})

it('ends the session when the token has expired and the wallet is gone', async () => {
  const { account, current, asked, requests } = stageWith(alice, ['B'])
  const headers = account.headersFor('A', refresh)
  asked[0]?.reject(expired)
  expect(await headers).toEqual({})
  expect(requests).toEqual(['renew A'])
  expect(current()).toBeNull()
  expect(account.hasEnded()).toBe(true)
})

it('ends the session when the wallet is refused too', async () => {
  const { account, current, asked, settle } = stageWith(alice)
  const told: boolean[] = []
  account.logins.subscribe(() => told.push(account.hasEnded()))
  const renewal = account.renew()
  asked[0]?.reject(expired)
  await settle()
  asked[1]?.reject(expired)
  await renewal
  expect(current()).toBeNull()
  expect(told).toEqual([true])
})

it('says no more that the session has ended after the next sign-in, or sign-out', async () => {
  for (const click of ['sign in', 'sign out']) {
    const { account, asked, settle } = stageWith(alice, ['B'])
    const renewal = account.renew()
    asked[0]?.reject(expired)
    await renewal
    expect(account.hasEnded()).toBe(true)
    if (click === 'sign out') account.signOut()
    else {
      const signedIn = account.signIn('B')
      await settle()
      asked[1]?.resolve(bob)
      await signedIn
    }
    expect(account.hasEnded()).toBe(false)
  }
})

it('asks for no signature once the user has signed out', async () => {
  const { account, current, asked, requests } = stageWith(alice)
  const renewal = account.renew()
  account.signOut()
  asked[0]?.reject(expired)
  await renewal
  expect(requests).toEqual(['renew A'])
  expect(current()).toBeNull()
  expect(account.hasEnded()).toBe(false)
})

it('stays signed in when the wallet cannot reach the API', async () => {
  const { account, current, asked, settle } = stageWith(alice)
  const headers = account.headersFor('A', refresh)
  asked[0]?.reject(expired)
  await settle()
  const fault = new TypeError('Failed to fetch')
  asked[1]?.reject(fault)
  await expect(headers).rejects.toBe(fault)
  expect(current()).toBe(alice)
})

it.each([new TypeError('Failed to fetch'), new RefusedError(503, 'Busy')])(
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
    const { account, current, asked, settle } = stageWith(null)
    const first = account.signIn('A')
    await settle()
    const clicks = [first, account.signIn('B')]
    await settle()
    for (const index of order) {
      asked[index]?.resolve(index === 0 ? alice : bob)
      await clicks[index]
    }
    expect(current()).toBe(bob)
  }
})

it('asks nothing for a click that is not the last one any more', async () => {
  const { account, requests, settle } = stageWith(null)
  void account.signIn('A')
  void account.signIn('B')
  await settle()
  expect(requests).toEqual(['log in B'])
})

it('takes a sign-out for the last click too', async () => {
  const { account, current, asked, settle } = stageWith(alice)
  const click = account.signIn('B')
  await settle()
  account.signOut()
  asked[0]?.resolve(bob)
  await click
  expect(current()).toBeNull()
})

it('tells a failure of the last click, and of no other', async () => {
  const { account, asked, settle } = stageWith(null)
  const first = account.signIn('A')
  await settle()
  const last = account.signIn('B')
  await settle()
  const fault = new RefusedError(401, 'Unauthorized')
  for (const answer of asked) answer.reject(fault)
  await expect(first).resolves.toBeUndefined()
  await expect(last).rejects.toBe(fault)
})

it('does nothing for a wallet that is not here any more', async () => {
  const { account, current, requests } = stageWith(alice, [])
  await account.signIn('B')
  expect(requests).toEqual([])
  expect(current()).toBe(alice)
})

it('follows a sign-in and a sign-out in another tab', () => {
  const { account, current, otherTab, hear } = stageWith(alice)
  const other = otherTab()
  for (const login of [bob, null]) {
    other.set(login)
    hear()
    expect(current()).toEqual(login)
    expect(account.hasEnded()).toBe(false)
  }
})

it('takes a click in another tab for the last one', async () => {
  for (const [login, expected] of [
    [null, null],
    [
      { ...alice, address: 'C' },
      { ...alice, address: 'C' },
    ],
  ]) {
    const { account, current, asked, otherTab, hear, settle } = stageWith(alice)
    const click = account.signIn('B')
    await settle()
    otherTab().set(login ?? null)
    hear()
    asked[0]?.resolve(bob)
    await click
    expect(current()).toEqual(expected)
  }
})

it("takes a new token from another tab, and lets this tab's click stand", async () => {
  const { account, current, asked, otherTab, hear, settle } = stageWith(alice)
  const click = account.signIn('B')
  await settle()
  otherTab().set(renewed)
  hear()
  expect(current()).toEqual(renewed)
  asked[0]?.resolve(bob)
  await click
  expect(current()).toBe(bob)
})

it('ends the session of a wallet that is deleted, and no other', async () => {
  for (const [address, expected] of [
    ['A', null],
    ['B', alice],
  ] as const) {
    const { account, current } = stageWith(alice)
    await account.removeWallet(address)
    expect(current()).toBe(expected)
    expect(await account.wallets.find(address)).toBeUndefined()
    expect(account.hasEnded()).toBe(false)
  }
})

it('lets nobody in with a wallet that was deleted meanwhile', async () => {
  const { account, current, asked, settle } = stageWith(alice)
  const click = account.signIn('B')
  await settle()
  await account.removeWallet('B')
  asked[0]?.resolve(bob)
  await click
  expect(current()).toBe(alice)
})
