import { expect } from 'vitest'
import type { Behaviour } from './behaviour.test-fixture.ts'
import { faultIn } from './pattern.test-fixture.ts'
import { STORABLE } from './storing.test-fixture.ts'

const decode = (value: ArrayBuffer | Uint8Array<ArrayBuffer>): string =>
  new TextDecoder().decode(value)

/** The ways to read a body, and what they make of `{"a":"é"}`. */
const READERS: Record<string, (response: Response) => Promise<unknown>> = {
  text: (response) => response.text(),
  json: async (response) => JSON.stringify(await response.json()),
  arrayBuffer: async (response) => decode(await response.arrayBuffer()),
  blob: async (response) => {
    const blob = await response.blob()
    expect(blob.type).toBe('application/json')
    return blob.text()
  },
  'the body itself': async (response) => new Response(response.body).text(),
}

/** What can be read of an answer, and how often. */
export const BODIES: readonly Behaviour[] = [
  ...Object.entries(READERS).map(([name, read]): Behaviour => ({
    says: `${name} reads the body, from the network and from a store`,
    assert: async ({ fetch, origin }) => {
      const text = '{"a":"\u{e9}"}'
      const headers = { ...STORABLE, 'content-type': 'application/json' }
      const url = origin.gives({ headers, text })
      for (let time = 0; time < 2; time++) expect(await read(await fetch(url))).toBe(text)
    },
  })),
  {
    says: 'bytes reads the body, where the platform has it',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, bytes: [0xff, 0, 0xfe] })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        expect('bytes' in response).toBe('bytes' in Response.prototype)
        const bytes = 'bytes' in response ? await response.bytes() : Uint8Array.of(0xff, 0, 0xfe)
        expect(bytes).toEqual(Uint8Array.of(0xff, 0, 0xfe))
      }
    },
  },
  {
    says: 'a body that is no JSON rejects json with a SyntaxError, and so does an empty one',
    assert: async ({ fetch, origin }) => {
      for (const text of ['{"a":', 'no', '']) {
        const url = origin.gives({
          headers: { ...STORABLE, 'content-type': 'application/json' },
          text,
        })
        for (let time = 0; time < 2; time++) {
          await expect((await fetch(url)).json()).rejects.toMatchObject({ name: 'SyntaxError' })
        }
      }
    },
  },
  {
    says: 'a body that says it is JSON and is not can be read as text',
    assert: async ({ fetch, origin }) => {
      const headers = { ...STORABLE, 'content-type': 'application/json' }
      expect(await (await fetch(origin.gives({ headers, text: '{"a":' }))).text()).toBe('{"a":')
    },
  },
  {
    says: 'bodyUsed tells that a body was read, and a second reading rejects with TypeError',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: '1' })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        expect(response.bodyUsed).toBe(false)
        await response.json()
        expect(response.bodyUsed).toBe(true)
        await expect(response.text()).rejects.toBeInstanceOf(TypeError)
        await expect(response.json()).rejects.toBeInstanceOf(TypeError)
        await expect(response.arrayBuffer()).rejects.toBeInstanceOf(TypeError)
        await expect(response.blob()).rejects.toBeInstanceOf(TypeError)
      }
    },
  },
  {
    says: 'a clone made before the reading has the whole body, whoever reads first',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'both' })
      for (let time = 0; time < 2; time++) {
        const first = await fetch(url)
        const firstClone = first.clone()
        expect([await first.text(), await firstClone.text()]).toEqual(['both', 'both'])
        const second = await fetch(url)
        const secondClone = second.clone()
        expect([await secondClone.text(), await second.text()]).toEqual(['both', 'both'])
      }
    },
  },
  {
    says: 'both branches, and clones of clones, can be read at the same time',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, pattern: 200_000 })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        const clone = response.clone()
        const all = [response, clone, clone.clone(), response.clone()]
        const buffers = await Promise.all(all.map((each) => each.arrayBuffer()))
        for (const buffer of buffers) expect(faultIn(buffer, 200_000)).toBe('none')
      }
    },
  },
  {
    says: 'a clone tells the same of itself as its original',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ status: 203, statusText: 'So Far', headers: STORABLE, text: 'x' })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        const clone = response.clone().clone()
        expect(clone).toBeInstanceOf(Response)
        const { status, statusText, ok, type, redirected } = response
        expect([clone.url, clone.status, clone.statusText]).toEqual([url, status, statusText])
        expect([clone.ok, clone.type, clone.redirected]).toEqual([ok, type, redirected])
        expect([...clone.headers]).toEqual([...response.headers])
      }
    },
  },
  {
    says: 'a body that is read, or has a reader, cannot be cloned: TypeError',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'x' })
      for (let time = 0; time < 2; time++) {
        const read = await fetch(url)
        await read.text()
        expect(() => read.clone()).toThrow(TypeError)
        const locked = await fetch(url)
        locked.body?.getReader()
        expect(() => locked.clone()).toThrow(TypeError)
      }
    },
  },
  {
    says: 'an empty body is read as nothing, by every reader',
    assert: async ({ fetch, origin }) => {
      for (const chunked of [false, true]) {
        const url = origin.gives({
          headers: { ...STORABLE, 'content-type': 'text/x-own' },
          chunked,
        })
        for (let time = 0; time < 2; time++) {
          const response = await fetch(url)
          const clone = response.clone()
          const blob = await response.clone().blob()
          expect([blob.size, blob.type]).toEqual([0, 'text/x-own'])
          expect((await clone.arrayBuffer()).byteLength).toBe(0)
          expect(await response.text()).toBe('')
        }
      }
    },
  },
]
