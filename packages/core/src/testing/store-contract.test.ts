import { describe, expect, it } from 'vitest'
import type { ResponseStore, StoreContext, StoreFactory } from '../stores/response-store.ts'
import { createMemoryDisk } from './memory-disk.ts'
import { storeContract } from './store-contract.ts'

describe('a disk in memory keeps the contract:', () => {
  it.each(storeContract(createMemoryDisk().createStore))('$title', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})

/** What differs from a store that keeps its promises. */
type Fault = (store: ResponseStore) => Partial<ResponseStore>

function withFault(fault: Fault, context: Partial<StoreContext> = {}): StoreFactory {
  const { createStore } = createMemoryDisk()
  return (given) => {
    const store = createStore({ ...given, ...context })
    return { ...store, ...fault(store) }
  }
}

/** Whatever lasts is what a store ends that was never opened. */
function endingWhicheverLasts(): StoreFactory {
  const { createStore } = createMemoryDisk()
  return (given) => ({ ...createStore(given), end: (how) => createStore(given).end(how) })
}

const later = () => new Promise((resolve) => setTimeout(resolve))

/** A store that breaks one promise, and the case that is to find it out. */
const broken: Record<string, readonly [StoreFactory, RegExp]> = {
  'shares its rows among partitions': [
    withFault(() => ({}), { partition: 'all' }),
    /^no partition reads/,
  ],
  'takes rows of every epoch': [withFault(() => ({}), { epoch: 'any' }), /^a row of another epoch/],
  'drops what is large, and says that it took it': [
    withFault((store) => ({
      put: (stored) => stored.body.bytes > 2 ** 20 || store.put(stored),
    })),
    /^put says truly/,
  ],
  'keeps the response that arrived last': [
    withFault((store) => ({
      put: async (stored) => {
        const [, isTaken] = await Promise.all([
          store.delete([{ key: stored.key }]),
          store.put(stored),
        ])
        return isTaken
      },
    })),
    /^put gives way to what was requested later/,
  ],
  'takes a byte order mark from a text': [
    withFault((store) => ({
      put: ({ body, ...metadata }) => {
        const { content } = body
        const text = typeof content === 'string' ? content.replace(/^\uFEFF/, '') : content
        return store.put({ ...metadata, body: { ...body, content: text } })
      },
    })),
    /^get gives a body back as it was: text with a byte order mark/,
  ],
  'puts the body along with a freshening': [
    withFault((store) => ({
      freshen: async (stored) => {
        await store.put(stored)
      },
    })),
    /^freshen does nothing when/,
  ],
  'lists a key for each variant': [
    withFault((store) => ({
      keys: async () => {
        const keys = await store.keys()
        const found = await Promise.all(keys.map(async (key) => store.get(key)))
        return found.flat().map(({ key }) => key)
      },
    })),
    /^keys lists every primary key once/,
  ],
  'counts nothing': [withFault(() => ({ size: () => ({ entries: 0, bytes: 0 }) })), /^size counts/],
  'invalidates no prefixes': [
    withFault((store) => ({
      invalidate: (ranges, at) =>
        store.invalidate(
          ranges.filter((range) => 'key' in range),
          at,
        ),
    })),
    /^invalidate marks every variant under a prefix/,
  ],
  'forgets an invalidation once it has marked what is stored': [
    withFault((store) => ({ invalidate: (ranges) => store.invalidate(ranges, 0) })),
    /^what was requested before an invalidation of a key/,
  ],
  'knows no tags': [
    withFault((store) => ({
      delete: (ranges) => store.delete(ranges.filter((range) => !('tag' in range))),
    })),
    /^delete removes what has an app’s tag/,
  ],
  'keeps no tags': [
    withFault((store) => ({
      put: (stored) => store.put({ ...stored, tags: [] }),
    })),
    /^invalidate marks what has an app’s tag/,
  ],
  'forgets the invalidation of a tag once it has marked what is stored': [
    withFault((store) => ({
      invalidate: (ranges, at) =>
        store.invalidate(ranges, ranges.some((range) => 'tag' in range) ? 0 : at),
    })),
    /^what was requested before an invalidation of an app’s tag/,
  ],
  'lists all keys, whatever is asked for': [
    withFault((store) => ({ keys: () => store.keys() })),
    /^keys lists what has/,
  ],
  'takes the tags of one variant for those of all': [
    withFault((store) => ({
      delete: async (ranges) => {
        const keys = await store.keys(ranges)
        return store.delete(keys.map((key) => ({ key })))
      },
    })),
    /^a variant is meant by its own tags/,
  ],
  'keeps the tags that it was given first': [
    withFault((store) => ({
      freshen: async (stored) => {
        const [former] = await store.get(stored.key)
        return store.freshen({ ...stored, ...(former?.tags && { tags: former.tags }) })
      },
    })),
    /^a freshening replaces the tags/,
  ],
  'takes a prefix for a key': [
    withFault((store) => ({
      delete: (ranges) =>
        store.delete(ranges.map((range) => ('prefix' in range ? { key: range.prefix } : range))),
    })),
    /^delete of a prefix/,
  ],
  'writes later, and lets reads overtake': [
    withFault((store) => ({
      put: async (stored) => {
        await later()
        return store.put(stored)
      },
    })),
    /^a method sees what was called before it/,
  ],
  'ends no generation, but only removes the rows': [
    withFault((store) => ({ end: () => store.delete([{ prefix: '' }]) })),
    /^end ends every store of the partition/,
  ],
  'ends a later generation than its own': [endingWhicheverLasts(), /^end that comes late/],
  'keeps the rows in any case': [
    withFault((store) => ({ end: () => store.end({ keep: true }) })),
    /^end removes what a store left/,
  ],
  'removes the rows in any case': [
    withFault((store) => ({ end: () => store.end() })),
    /^end with keep/,
  ],
  'keeps the generation along with the rows': [
    withFault((store) => ({ end: ({ keep } = {}) => (keep ? undefined : store.end()) })),
    /^end with keep/,
  ],
  'takes its generation for current, whatever happened': [
    withFault(() => ({ isCurrent: () => true })),
    /^isCurrent tells/,
  ],
  'begins a new generation when it is asked for the former': [
    withFault((store) => ({
      isCurrent: async () => {
        await store.open()
        return store.isCurrent()
      },
    })),
    /^isCurrent does not begin/,
  ],
  'reports nothing': [withFault(() => ({}), { report: () => {} }), /^a store reports once/],
  'distrusts nothing': [withFault(() => ({ distrust: () => {} })), /^distrust leaves no rows/],
}

describe('the contract finds a store out that', () => {
  it.each(Object.entries(broken))('%s', async (_fault, [createStore, title]) => {
    const cases = storeContract(createStore).filter((each) => title.test(each.title))
    const outcomes = await Promise.allSettled(cases.map(({ run }) => run()))
    const reasons = outcomes.flatMap((each): unknown[] =>
      each.status === 'rejected' ? [each.reason] : [],
    )
    expect(reasons).not.toEqual([])
    for (const reason of reasons) expect(reason).toBeInstanceOf(Error)
  })
})
