import { build } from 'vite'
import { describe, expect, it, vi } from 'vitest'
import { schemaOf } from '../any.test-schema.ts'
import { createRecordedClient } from '../recorded.test-client.ts'
import { freezeInDevelopment } from './freeze-data.ts'

interface Coin {
  name: string
  tags: string[]
}

const coin = { name: 'Pepe', tags: ['frog'], maker: { id: 1 } }

function client(bodies: readonly unknown[] = [coin]) {
  let asked = 0
  return createRecordedClient({
    baseUrl: 'https://api.test',
    fetch: async () =>
      Response.json(bodies[asked++] ?? bodies.at(-1), { headers: { etag: '"1"' } }),
  })
}

describe('I32: data of json is shared, and must not be changed', () => {
  it('who changes it in development gets a TypeError, at any depth', async () => {
    const { etagged } = client()
    const { data } = await etagged.json<Coin>('/coin')
    expect(() => {
      data.name = 'Doge'
    }).toThrow(TypeError)
    expect(() => data.tags.push('dog')).toThrow(TypeError)
    expect(() => Object.assign(data, { more: 1 })).toThrow(TypeError)
    expect((await etagged.peek('/coin'))?.data).toBe(data)
    expect(data).toEqual(coin)
  })

  it('what did not change keeps its identity, frozen as it is', async () => {
    const { etagged } = client([coin, { ...coin, name: 'Doge' }, { ...coin, name: 'Doge' }])
    const first = await etagged.json<Coin>('/coin')
    const second = await etagged.json<Coin>('/coin')
    expect(second.data.name).toBe('Doge')
    expect(second.data.tags).toBe(first.data.tags)
    expect(second.data).toSatisfy(Object.isFrozen)
    expect((await etagged.json('/coin')).data).toBe(second.data)
  })

  it('what a schema makes of it is frozen as well', async () => {
    const schema = schemaOf((value) => ({ value: { wrapped: [value] } }))
    const { data } = await client().etagged.json('/coin', { schema })
    expect(() => data.wrapped.push({})).toThrow(TypeError)
  })

  it('in production it is as it was parsed', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const { data } = await client().etagged.json<Coin>('/coin')
    vi.unstubAllEnvs()
    data.tags.push('dog')
    expect(data.tags).toEqual(['frog', 'dog'])
  })

  it('in a browser without a bundler there is no process to ask', () => {
    vi.stubGlobal('process', undefined)
    const data = { a: 1 }
    freezeInDevelopment({ usable: true, data })
    vi.unstubAllGlobals()
    expect(Object.isFrozen(data)).toBe(false)
  })
})

describe('of what a schema returns', () => {
  const frozen = <T>(data: T): T => {
    freezeInDevelopment({ usable: true, data })
    return data
  }

  class Money {
    amount = 1
  }

  it.each([
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['bytes', new Uint8Array(2)],
    ['an object of a class', new Money()],
    ['a function', () => undefined],
  ])('%s may be somebody’s to change, and is left alone', (_, value) => {
    const data = frozen({ value, list: [value] })
    expect(Object.isFrozen(data.list)).toBe(true)
    expect(Object.isFrozen(value)).toBe(false)
  })

  it('no getter is called', () => {
    const getter = vi.fn<() => unknown>()
    frozen(Object.defineProperty({}, 'lazy', { enumerable: true, get: getter }))
    expect(getter).not.toHaveBeenCalled()
  })

  it('a cycle ends, and so does what is deeper than the stack', () => {
    const cycle: { self?: unknown } = {}
    cycle.self = cycle
    expect(frozen(cycle)).toSatisfy(Object.isFrozen)
    let deep: unknown = []
    const innermost = deep
    for (let depth = 0; depth < 100_000; depth++) deep = [deep]
    frozen(deep)
    expect(innermost).toSatisfy(Object.isFrozen)
  })

  it('what is frozen on its surface only is frozen below', () => {
    const inner = { a: 1 }
    frozen(Object.freeze({ inner }))
    expect(inner).toSatisfy(Object.isFrozen)
  })

  it('a proxy that refuses fails no answer', async () => {
    const proxy = new Proxy({}, { preventExtensions: () => false })
    const schema = schemaOf(() => ({ value: { proxy } }))
    const { data } = await client().etagged.json('/coin', { schema })
    expect(data.proxy).toBe(proxy)
  })

  it('what it refuses is nothing to freeze', () => {
    expect(() => {
      freezeInDevelopment({ usable: false, fault: 'schema', issues: [] })
    }).not.toThrow()
  })
})

it('a production bundle has nothing of it, a development bundle has', async () => {
  async function bundled(mode: string): Promise<string> {
    const result = await build({
      configFile: false,
      logLevel: 'silent',
      define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
      build: { write: false, lib: { entry: `${import.meta.dirname}/data.ts`, formats: ['es'] } },
    })
    return [result].flat().flatMap((part) => ('output' in part ? part.output[0].code : []))[0] ?? ''
  }
  expect(await bundled('development')).toContain('Object.freeze')
  expect(await bundled('production')).not.toMatch(/freeze|NODE_ENV/)
})
