import { expect, it } from 'vitest'
import { createLoginStore } from './login-store.ts'

function storageWith(text: string | null): Storage {
  const items = new Map<string, string>(text === null ? [] : [['etagged-demo-login', text]])
  return {
    get length() {
      return items.size
    },
    clear: () => items.clear(),
    key: () => null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}

const login = { username: 'alice', address: 'A', token: 'T' }

it('keeps a login over a reload, and forgets it on sign-out', () => {
  const storage = storageWith(null)
  const before = createLoginStore(storage)
  before.set(login)
  expect(createLoginStore(storage).current()).toEqual(login)
  before.set(null)
  expect(createLoginStore(storage).current()).toBeNull()
  expect(storage.getItem('etagged-demo-login')).toBeNull()
})

it.each([
  '',
  '{',
  'null',
  '[]',
  '{"username":"alice"}',
  '{"username":1,"address":"A","token":"T"}',
])('takes %j in storage for no login', (text) => {
  expect(createLoginStore(storageWith(text)).current()).toBeNull()
})

it('replaces a login that is still the current one', () => {
  const storage = storageWith(null)
  const store = createLoginStore(storage)
  store.set(login)
  const renewed = { ...login, token: 'U' }
  store.replace(login, renewed)
  expect(store.current()).toBe(renewed)
  store.replace(renewed, null)
  expect(store.current()).toBeNull()
  expect(storage.getItem('etagged-demo-login')).toBeNull()
})

it.each([
  ['a sign-out', null],
  ['another user', { username: 'bob', address: 'B', token: 'V' }],
  ['a new token', { ...login, token: 'V' }],
])('lets %s stand when a login from before it is to be replaced', (_, current) => {
  const storage = storageWith(null)
  const store = createLoginStore(storage)
  store.set(login)
  store.set(current)
  const stored = storage.getItem('etagged-demo-login')
  store.replace(login, { ...login, token: 'U' })
  store.replace(login, null)
  expect(store.current()).toBe(current)
  expect(storage.getItem('etagged-demo-login')).toBe(stored)
})

it('tells who listens', () => {
  const store = createLoginStore(storageWith(null))
  let told = 0
  const leave = store.subscribe(() => told++)
  store.set(login)
  leave()
  store.set(null)
  expect(told).toBe(1)
})
