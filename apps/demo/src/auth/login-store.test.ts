import { expect, it } from 'vitest'
import { createLoginStore, type LoginStore } from './login-store.ts'
import { storageWith } from './storage.test-fixture.ts'

const KEY = 'etagged-demo-login'
const login = { name: 'Wallet 1', address: 'A', token: 'T' }
const open = (storage: Storage): LoginStore => createLoginStore(storage, new EventTarget())

it('keeps a login over a reload, and forgets it on sign-out', () => {
  const storage = storageWith({})
  const before = open(storage)
  before.set(login)
  expect(open(storage).current()).toEqual(login)
  before.set(null)
  expect(open(storage).current()).toBeNull()
  expect(storage.getItem(KEY)).toBeNull()
})

it.each(['', '{', 'null', '[]', '{"name":"x"}', '{"name":1,"address":"A","token":"T"}'])(
  'takes %j in storage for no login',
  (text) => {
    expect(open(storageWith({ [KEY]: text })).current()).toBeNull()
  },
)

it('replaces a login that is still the current one', () => {
  const storage = storageWith({})
  const store = open(storage)
  store.set(login)
  const renewed = { ...login, token: 'U' }
  store.replace(login, renewed)
  expect(store.current()).toBe(renewed)
  store.replace(renewed, null)
  expect(store.current()).toBeNull()
  expect(storage.getItem(KEY)).toBeNull()
})

it.each([
  ['a sign-out', null],
  ['another user', { name: 'Wallet 2', address: 'B', token: 'V' }],
  ['a new token', { ...login, token: 'V' }],
])('lets %s stand when a login from before it is to be replaced', (_, current) => {
  const storage = storageWith({})
  const store = open(storage)
  store.set(login)
  store.set(current)
  const stored = storage.getItem(KEY)
  store.replace(login, { ...login, token: 'U' })
  store.replace(login, null)
  expect(store.current()).toBe(current)
  expect(storage.getItem(KEY)).toBe(stored)
})

it('tells who listens', () => {
  const store = open(storageWith({}))
  const told: string[] = []
  const leave = store.subscribe((changedIn) => told.push(changedIn))
  store.set(login)
  leave()
  store.set(null)
  expect(told).toEqual(['this-tab'])
})

it.each(['storage', 'pageshow'])('follows another tab when the page tells of it by %s', (type) => {
  const storage = storageWith({})
  const page = new EventTarget()
  const store = createLoginStore(storage, page)
  const told: string[] = []
  store.subscribe((changedIn) => told.push(changedIn))
  const other = open(storage)

  other.set(login)
  page.dispatchEvent(new Event(type))
  expect(store.current()).toEqual(login)
  other.set(null)
  page.dispatchEvent(new Event(type))
  expect(store.current()).toBeNull()
  page.dispatchEvent(new Event(type))
  expect(told).toEqual(['other-tab', 'other-tab'])
})

it("lets another tab's change stand, though the page has not told of it yet", () => {
  const storage = storageWith({})
  const [store, other] = [open(storage), open(storage)]
  store.set(login)
  const renewed = { ...login, token: 'U' }
  other.set(renewed)
  store.replace(login, null)
  expect(store.current()).toEqual(renewed)
  expect(open(storage).current()).toEqual(renewed)
})
