import { expect, it } from 'vitest'
import { answered, forwardedWith, hitOf, url, validated } from './events.test-fixture.ts'
import { createSavings } from './savings.ts'

it('counts the bodies that callers got and the network did not carry', () => {
  const savings = createSavings(() => undefined)
  for (const event of [hitOf('memory'), hitOf('disk'), validated(), answered()]) savings.add(event)
  expect(savings.read()).toStrictEqual({ measured: 0, estimated: 300 })
})

it('counts them as long as they were on the wire, where the browser says that', () => {
  const savings = createSavings((of) => (of === url ? 40 : undefined))
  savings.add(hitOf('memory'))
  savings.add(hitOf('memory', { url: 'https://elsewhere.test/' }))
  expect(savings.read()).toStrictEqual({ measured: 40, estimated: 100 })
})

it('counts no answer for which nobody waited, and none in place of an origin that failed', () => {
  const savings = createSavings(() => undefined)
  savings.add(validated({ inBackground: true }))
  savings.add(validated({ outcome: forwardedWith({ fwdStatus: 503, detail: 'stale-if-error' }) }))
  expect(savings.read()).toStrictEqual({ measured: 0, estimated: 0 })
})
