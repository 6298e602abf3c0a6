import { beforeEach, describe, expect, it } from 'vitest'
import type { ControlApi } from './control-api.ts'
import { type ControlStore, createControlStore } from './control-panel-store.ts'
import { defaultSwitches, type SwitchChange, type Switches } from './switches.ts'

let server: Switches | undefined
let held: PromiseWithResolvers<void> | undefined
let refusal: Error | undefined
let said: unknown[]
let store: ControlStore

const api: ControlApi = {
  read: async () => server,
  async change(change: SwitchChange) {
    said.push(change)
    await held?.promise
    if (refusal !== undefined) throw refusal
    server = { ...defaultSwitches, ...server, ...change }
    return server
  },
  async trade(mint, lamports) {
    said.push({ mint, lamports })
    if (refusal !== undefined) throw refusal
  },
  async reset() {
    server = defaultSwitches
    return server
  },
}

beforeEach(() => {
  server = defaultSwitches
  held = undefined
  refusal = undefined
  said = []
  store = createControlStore(api)
})

const latency = (): number => store.current().switches.latency

describe('The controls', () => {
  it('are unknown until the API was asked, and absent where it has none', async () => {
    expect(store.current().availability).toBe('unknown')
    server = undefined
    await store.refresh()
    expect(store.current().availability).toBe('absent')
  })

  it('show what the API says', async () => {
    server = { ...defaultSwitches, offline: true }
    await store.refresh()
    expect(store.current()).toMatchObject({ availability: 'available', switches: server })
  })

  it('show a change before it is confirmed', async () => {
    held = Promise.withResolvers()
    const changed = store.change({ latency: 300 })
    expect(latency()).toBe(300)
    expect(store.current().pending).toBe(1)
    held.resolve()
    await changed
    expect(store.current()).toMatchObject({ pending: 0, failure: undefined })
    expect(server?.latency).toBe(300)
  })

  it('do changes in turn, and an older answer does not undo a newer change', async () => {
    held = Promise.withResolvers()
    const changes = [store.change({ latency: 100 }), store.change({ latency: 200 })]
    await Promise.resolve()
    expect(said).toEqual([{ latency: 100 }])
    held.resolve()
    const shown: number[] = []
    store.subscribe(() => shown.push(latency()))
    await Promise.all(changes)
    expect(said).toEqual([{ latency: 100 }, { latency: 200 }])
    expect(new Set(shown)).toEqual(new Set([200]))
  })

  it('take a change back that the API refuses, and say why', async () => {
    refusal = new Error('latency must not be negative')
    await store.change({ latency: -1 })
    expect(store.current()).toMatchObject({
      switches: defaultSwitches,
      failure: 'latency must not be negative',
      pending: 0,
    })
    refusal = undefined
    await store.change({ latency: 5 })
    expect(store.current()).toMatchObject({ failure: undefined })
    expect(latency()).toBe(5)
  })

  it('tell whether a trade happened', async () => {
    expect(await store.trade('mint', 1)).toBe(true)
    refusal = new Error('no such coin')
    expect(await store.trade('mint', 1)).toBe(false)
    expect(store.current().failure).toBe('no such coin')
  })

  it('go back to how the API began', async () => {
    await store.change({ offline: true, latency: 9 })
    await store.reset()
    expect(store.current().switches).toEqual(defaultSwitches)
  })
})
