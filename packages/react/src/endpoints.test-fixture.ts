import { defineEndpoint, type Schema } from '@etagged/core'

/** A row of the list in these tests. */
export interface Item {
  readonly id: number
  readonly name: string
}

/** A schema that takes what it is given: what is tested here is not the checking. */
export function trusting<T>(): Schema<T> {
  return {
    '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as T }) },
  }
}

export const items = defineEndpoint({ path: '/items', response: trusting<readonly Item[]>() })

/** The list once more: the same for all. */
export const publicItems = defineEndpoint({
  path: '/items',
  response: trusting<readonly Item[]>(),
  policy: { audience: 'everyone' },
})

export const item = defineEndpoint({ path: '/items/:id', response: trusting<Item>() })

/** The list once more: what it is tagged with, its data tell. */
export const taggedItems = defineEndpoint({
  path: '/items',
  response: trusting<readonly Item[]>(),
  tags: (_, data) => ['items', ...data.map(({ id }) => `item:${id}`)],
})

/** The signed-in user's own: its body names him. */
export const mine = defineEndpoint({
  path: '/mine',
  response: trusting<{ readonly of: string }>(),
})
