import { describe, expect, it } from 'vitest'
import { createEtagged } from '../create-etagged.ts'
import type { EtaggedOptions } from '../etagged.ts'
import { createMemoryDisk } from '../testing/memory-disk.ts'

let users = 0

/** A user's page that has read what is his. */
async function pageWith(options: EtaggedOptions) {
  let asked = 0
  const etagged = createEtagged({
    baseUrl: 'https://api.test',
    async fetch() {
      asked++
      return Response.json({ asked }, { headers: { 'cache-control': 'max-age=3600' } })
    },
    ...options,
  })
  await etagged.signIn(`user ${performance.timeOrigin} ${users++}`)
  await etagged.json('/me')
  return { etagged, asked: () => asked }
}

function show({ persisted }: { readonly persisted: boolean }): void {
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))
}

describe('I5: a page that nobody can tell whether its session still lasts', () => {
  it('forgets what it held when it comes back from the back-forward cache', async () => {
    const { etagged, asked } = await pageWith({})
    show({ persisted: true })
    expect(etagged.peekMemory('/me')).toBeUndefined()
    expect((await etagged.json('/me')).data).toEqual({ asked: 2 })
    expect(asked()).toBe(2)
    await etagged.close()
  })

  it('keeps it when it is shown for the first time', async () => {
    const { etagged } = await pageWith({})
    show({ persisted: false })
    expect(etagged.peekMemory('/me')).toBeDefined()
    await etagged.close()
  })

  it('reads the disk again, whose rows are fenced, where it has one and no tabs', async () => {
    const { etagged, asked } = await pageWith({
      store: createMemoryDisk().persistence,
      tabs: false,
    })
    await etagged.idle()
    show({ persisted: true })
    expect(etagged.peekMemory('/me')).toBeUndefined()
    expect((await etagged.json('/me')).outcome.kind).toBe('hit')
    expect(asked()).toBe(1)
    await etagged.close()
  })
})
