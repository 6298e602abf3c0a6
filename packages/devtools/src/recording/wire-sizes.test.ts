import { beforeEach, expect, it, vi } from 'vitest'
import { watchWireSizes } from './wire-sizes.ts'

/** What a browser measured, as far as it tells. */
class Timing {
  readonly name: string
  readonly encodedBodySize: number

  constructor(name: string, encodedBodySize: number, responseStatus?: number) {
    this.name = name
    this.encodedBodySize = encodedBodySize
    if (responseStatus !== undefined) Object.assign(this, { responseStatus })
  }
}

let tell: (...entries: Timing[]) => void

beforeEach(() => {
  vi.stubGlobal('PerformanceResourceTiming', Timing)
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      static readonly supportedEntryTypes = ['resource']
      constructor(hear: (list: { getEntries(): Timing[] }) => void) {
        tell = (...entries) => hear({ getEntries: () => entries })
      }
      observe(): void {}
      disconnect(): void {}
    },
  )
})

it('is the length on the wire of the last body that came, and of no error or part', () => {
  const sizes = watchWireSizes()
  tell(new Timing('/coins', 40, 200), new Timing('/coins', 0, 304), new Timing('/coins', 9, 500))
  tell(new Timing('/coins', 7, 206), new Timing('/other', 8, 404))
  expect([sizes.of('/coins'), sizes.of('/other')]).toStrictEqual([40, undefined])
})

it('takes the length alone where the browser does not tell the status', () => {
  const sizes = watchWireSizes()
  tell(new Timing('/coins', 40))
  expect(sizes.of('/coins')).toBe(40)
})
