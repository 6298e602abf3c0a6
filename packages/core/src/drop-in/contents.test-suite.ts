import { expect } from 'vitest'
import type { Behaviour } from './behaviour.test-fixture.ts'
import { faultIn } from './pattern.test-fixture.ts'
import { STORABLE } from './storing.test-fixture.ts'

const TEN_MEGABYTES = 10_000_000

/** Bodies of many kinds, and who takes them. */
export const CONTENTS: readonly Behaviour[] = [
  {
    says: 'formData reads an encoded form',
    assert: async ({ fetch, origin }) => {
      const headers = { ...STORABLE, 'content-type': 'application/x-www-form-urlencoded' }
      const url = origin.gives({ headers, text: 'a=1+2&a=%C3%A9' })
      for (let time = 0; time < 2; time++) {
        expect((await (await fetch(url)).formData()).getAll('a')).toEqual(['1 2', '\u{e9}'])
      }
    },
  },
  {
    says: 'formData reads a multipart form with a file',
    assert: async ({ fetch, origin }) => {
      const part = (more: string, content: string) =>
        `--cut\r\nContent-Disposition: form-data; ${more}\r\n\r\n${content}\r\n`
      const file = 'name="b"; filename="b.txt"\r\nContent-Type: text/x-own'
      const text = `${part('name="a"', '1')}${part(file, 'in the file')}--cut--\r\n`
      const headers = { ...STORABLE, 'content-type': 'multipart/form-data; boundary=cut' }
      const url = origin.gives({ headers, text })
      for (let time = 0; time < 2; time++) {
        const data = await (await fetch(url)).formData()
        expect(data.get('a')).toBe('1')
        expect(await (data.get('b') as File).text()).toBe('in the file')
      }
    },
  },
  {
    says: 'text and json drop a byte order mark, arrayBuffer keeps it',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, bytes: [0xef, 0xbb, 0xbf, 0x31] })
      for (let time = 0; time < 2; time++) {
        expect(await (await fetch(url)).text()).toBe('1')
        expect(await (await fetch(url)).json()).toBe(1)
        expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(4)
      }
    },
  },
  {
    says: 'text is UTF-8 whatever charset was told, and what is none is replaced by U+FFFD',
    assert: async ({ fetch, origin }) => {
      const headers = { ...STORABLE, 'content-type': 'text/plain; charset=iso-8859-1' }
      const url = origin.gives({
        headers,
        bytes: [0xc3, 0xa9, 0x20, 0xe9, 0x20, 0xf0, 0x9f, 0x8d, 0xb5],
      })
      for (let time = 0; time < 2; time++) {
        expect(await (await fetch(url)).text()).toBe('\u{e9} \u{fffd} \u{1f375}')
      }
    },
  },
  {
    says: 'every byte comes as it was sent, NUL too',
    assert: async ({ fetch, origin }) => {
      const bytes = Array.from({ length: 512 }, (_, at) => at & 255)
      const url = origin.gives({ headers: { ...STORABLE, 'content-type': 'image/png' }, bytes })
      for (let time = 0; time < 2; time++) {
        expect([...new Uint8Array(await (await fetch(url)).arrayBuffer())]).toEqual(bytes)
      }
    },
  },
  {
    says: '10 MB come whole and in order',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, pattern: TEN_MEGABYTES })
      for (let time = 0; time < 2; time++) {
        expect(faultIn(await (await fetch(url)).arrayBuffer(), TEN_MEGABYTES)).toBe('none')
      }
    },
  },
  {
    says: 'a blob is of the type that the answer tells, in small letters',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({
        headers: { ...STORABLE, 'content-type': 'Text/X-Own' },
        text: 'ab',
      })
      for (let time = 0; time < 2; time++) {
        const blob = await (await fetch(url)).blob()
        expect([blob.type, blob.size]).toEqual(['text/x-own', 2])
      }
    },
  },
  {
    says: 'the Cache API takes an answer, with its status, fields and body',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ status: 203, headers: STORABLE, pattern: 100_000 })
      const cache = await caches.open(url)
      for (let time = 0; time < 2; time++) {
        await cache.put(url, await fetch(url))
        const kept = await cache.match(url)
        expect([kept?.status, kept?.headers.get('etag')]).toEqual([203, '"1"'])
        expect(faultIn((await kept?.arrayBuffer()) ?? new ArrayBuffer(), 100_000)).toBe('none')
      }
      await caches.delete(url)
    },
  },
  {
    says: 'WebAssembly compiles from an answer',
    assert: async ({ fetch, origin }) => {
      const headers = { ...STORABLE, 'content-type': 'application/wasm' }
      const url = origin.gives({ headers, bytes: [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0] })
      for (let time = 0; time < 2; time++) {
        const module = await WebAssembly.compileStreaming(fetch(url))
        expect(WebAssembly.Module.exports(module)).toEqual([])
      }
    },
  },
]
